import type { RotationRecord } from './rotation-record';

const sources: Readonly<Record<RotationRecord['source'], string | null>> = {
  here: null,
  accounts: 'as the broker’s accounts tell',
  told: 'as another browser told on the broker',
};

/** Who it was and how that is known: "By anna, as the broker’s accounts tell"; null: nobody knows more than the sentence says. */
export function recordSource({ by, source }: RotationRecord): string | null {
  const parts = [by === null ? null : `by ${by}`, sources[source]].filter((part) => part !== null);
  const words = parts.join(', ');
  return words === '' ? null : words[0]!.toUpperCase() + words.slice(1); // not empty
}

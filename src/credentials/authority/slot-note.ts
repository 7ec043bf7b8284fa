import * as v from 'valibot';

/** What stands beside a slot for as long as it lives: which rotation made it, and in the place of which. */
export type SlotNote = {
  readonly rot: string;
  /** the rotation that made the slot it replaces; null: the first */
  readonly prev: string | null;
  /** whose log-in created it */
  readonly by: string;
  /** ms since the epoch */
  readonly at: number;
};

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
/** the last moment of a Date (ECMA-262 §21.4.1.1) */
const lastMs = 8.64e15;

const schema = v.object({
  rot: shortText,
  prev: v.nullable(shortText),
  by: shortText,
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(lastMs)),
});

/** The text to keep beside the account. It is never changed: that would cut whoever is connected as it. */
export function writeSlotNote({ rot, prev, by, at }: SlotNote): string {
  return JSON.stringify({ rot, prev, by, at });
}

/** null where it is no note of ours: anybody who administers may have written anything there. */
export function readSlotNote(text: string | null): SlotNote | null {
  if (text === null) return null;
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

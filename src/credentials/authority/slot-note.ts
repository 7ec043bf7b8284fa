import * as v from 'valibot';

import { readJson } from '../read-json';

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

const begunSchema = v.object({ begun: v.literal(true), at: v.number() });

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
  return text === null ? null : readJson(schema, text);
}

/** `note`: of ours. What stands there as long as the account is being made, and afterwards only where whoever made it was cut off. */
export function asBegun(note: string): string {
  return JSON.stringify({ ...(JSON.parse(note) as object), begun: true });
}

/** When it was begun (ms since the epoch, by the clock of whoever did); null: it is whole, or no note of ours. */
export function readBegun(text: string | null): number | null {
  return text === null ? null : (readJson(begunSchema, text)?.at ?? null);
}

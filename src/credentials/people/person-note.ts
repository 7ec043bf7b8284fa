import * as v from 'valibot';

import { writeSlotNote } from '../authority/slot-note';
import { readJson } from '../read-json';
import { time } from '../told-numbers';

const shape = v.object({ until: time });

type PersonNote = {
  readonly by: string;
  /** ms since the epoch */
  readonly at: number;
  /** when it is to be switched off; null: never */
  readonly until: number | null;
};

/** The note of a slot (its age is read from it), and until when the log-in is meant. */
export function writePersonNote({ by, at, until }: PersonNote): string {
  const note = writeSlotNote({ rot: 'first', prev: null, by, at });
  return until === null ? note : JSON.stringify({ ...(JSON.parse(note) as object), until });
}

/** The same note of somebody who is meant to stay. */
export function withoutUntil(note: string): string {
  const { until: _, ...others } = JSON.parse(note) as { until?: unknown }; // `readUntil` has read it
  return JSON.stringify(others);
}

/** null: for good, or nobody wrote it down. */
export function readUntil(note: string | null): number | null {
  return note === null ? null : (readJson(shape, note)?.until ?? null);
}

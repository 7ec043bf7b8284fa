import * as v from 'valibot';

import { readJson } from '../read-json';
import { time } from '../told-numbers';
import type { BatchNote } from './batch';

/** A batch that stands in the account database, with what has failed of it. */
export type StandingBatch = {
  readonly id: string;
  readonly note: BatchNote;
  /** account → the sentence with which it ended */
  readonly failed: ReadonlyMap<string, string>;
};

const noteShape = v.object({ at: time, by: v.string() });
const mostText = 400;

export const batchRegister = (id: string) => `batch:${id}`;
export const failureRegister = (id: string, account: string) => `batch:${id}:${account}`;
export const writeBatchNote = ({ at, by }: BatchNote) => JSON.stringify({ at, by });

/**
 * The oldest batch among the registers; null: none stands. A second one that somebody began at the same moment follows it. By
 * clocks that are wrong it may be the other one, for every browser the same: all that counts is that they agree.
 */
export function standingBatch(registers: ReadonlyMap<string, string>): StandingBatch | null {
  const found: StandingBatch[] = [];
  for (const [name, value] of registers) {
    const id = /^batch:([^:]+)$/.exec(name)?.[1];
    const note = id === undefined ? null : readNote(value);
    if (id !== undefined && note !== null) found.push({ id, note, failed: failuresOf(id, registers) });
  }
  return found.toSorted((one, other) => one.note.at - other.note.at || (one.id < other.id ? -1 : 1))[0] ?? null;
}

/** Everything that is to be emptied when the batch is over: what came too late for an older one too, the batch itself last. */
export function registersOf(id: string, registers: ReadonlyMap<string, string>): readonly string[] {
  const failures = [...registers.keys()].filter((name) => {
    const of = /^batch:([^:]+):/.exec(name)?.[1];
    return of !== undefined && (of === id || !registers.has(batchRegister(of)));
  });
  return [...failures, batchRegister(id)];
}

function failuresOf(id: string, registers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const prefix = `${batchRegister(id)}:`;
  const own = [...registers].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, sentence]) => [name.slice(prefix.length), sentence.slice(0, mostText)]));
}

function readNote(text: string): BatchNote | null {
  const note = readJson(noteShape, text);
  return note && { at: note.at, by: note.by.slice(0, mostText) };
}

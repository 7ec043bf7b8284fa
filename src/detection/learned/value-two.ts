import type { DeviceHabits } from './device-habits';
import type { LocalTime } from './local-time';
import { reach, type Quantity } from './value-habit';
import { unknown, value, type Values } from './value-row';

/** what is shorter moves no bar */
const leastMs = 45 * 60_000;
const aDayMovesMs = 15 * 60_000;

/** The last reading is the first of those that are one of the same two. */
export function beginTwo(values: Values, start: number, at: number): void {
  values[start + value.other] = unknown;
  values[start + value.twoRun] = 0;
  values[start + value.twoSince] = at;
}

/** It goes on to be one of the same two; while it was always the same, it was not. */
export function isOneOfTwo(values: Values, start: number, reading: number): boolean {
  const other = values[start + value.other]!;
  return other !== unknown && (reading === other || reading === values[start + value.last]!);
}

/** A reading, once it has been judged and before it counts to the run of one number, with which two begin. `habits`: as of a reading. */
export function learnTwo(
  values: Values,
  start: number,
  reading: number,
  now: LocalTime,
  { key }: Quantity,
  habits?: DeviceHabits,
): void {
  const last = values[start + value.last]!;
  if (reading === last || reading === values[start + value.other]!) values[start + value.twoRun]!++;
  else {
    const ms = values[start + value.lastAt]! - values[start + value.twoSince]!;
    const longest = values[start + value.longestTwoMs]!;
    if (values[start + value.other] !== unknown && ms > leastMs && ms > longest)
      values[start + value.longestTwoMs] = reach(habits, `${key} two ms`, now, longest, ms, aDayMovesMs);
    values[start + value.twoRun] = values[start + value.run]! + 1;
    values[start + value.twoSince] = values[start + value.runSince]!;
  }
  if (reading !== last) values[start + value.other] = last;
}

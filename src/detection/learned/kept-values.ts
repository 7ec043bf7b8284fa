import type { StateKey } from '@/core/state';

import type { OddDays } from './device-habits';
import { openNumbers } from './numbers';
import { beginClimb } from './value-climb';
import { addDays, quantities, usualIn } from './value-habit';
import { olderValueWidth, unknown, value, valueWidth, type Values } from './value-row';
import { beginTwo } from './value-two';

type LaterClimb = 'climbSince' | 'lowNow' | 'highNow' | 'lowBefore' | 'highBefore' | 'biggestClimb';
type Later = LaterClimb | 'other' | 'twoRun' | 'twoSince' | 'longestTwoMs';

/** One reading, as it was kept before: an object each. */
export type KeptValue = {
  readonly [
    K in Exclude<keyof typeof value, 'quantity' | 'usual' | 'usualDays' | 'usualNow' | 'usualGapMs' | Later>
  ]: number;
} & {
  readonly usual: readonly number[];
  /** six hours in a number, or one each */
  readonly usualDays: readonly number[];
  readonly usualGapMs?: number;
  readonly leaps?: number[];
  readonly stuck?: number[];
};

export type KeptValues = { readonly [K in StateKey]?: KeptValue };

const hoursOfDay = 24;
const mostDays = 14;

/** Goes on with what was kept, also in its older form; what is no number in that is learned anew. */
export function openValues(kept: Values | KeptValues): Values {
  if (Array.isArray(kept)) return kept.length % valueWidth === 0 ? openNumbers(kept) : widened(kept);
  const values = openNumbers();
  for (const [place, { key }] of quantities.entries()) {
    const known = kept[key];
    if (known !== undefined) addKept(values, place, known);
  }
  return values.slice();
}

/** Rows that end with what is usual. */
function widened(kept: Values): Values {
  const values = openNumbers();
  for (let at = 0; at < kept.length; at += olderValueWidth) {
    values.push(...kept.slice(at, at + olderValueWidth));
    beginLater(values, values.length - olderValueWidth);
  }
  return values.slice();
}

/** Of what was not kept before nothing is known; it begins with the last reading. */
function beginLater(values: Values, start: number): void {
  for (let place = olderValueWidth; place < valueWidth; place++) values[start + place] = 0;
  beginClimb(values, start, values[start + value.last]!, values[start + value.lastAt]!);
  beginTwo(values, start, values[start + value.lastAt]!);
}

function addKept(values: Values, quantity: number, kept: KeptValue): void {
  const row = openNumbers(Array.from({ length: valueWidth }, () => 0));
  for (const [name, place] of Object.entries(value)) {
    if (name in kept && name !== 'usual' && name !== 'usualDays') row[place] = kept[name as 'last'];
  }
  row[value.quantity] = quantity;
  row[value.usualGapMs] = kept.usualGapMs ?? unknown;
  for (let hour = 0; hour < hoursOfDay; hour++) row[value.usual + hour] = kept.usual[hour] ?? 0;
  if (kept.usualDays.length === hoursOfDay) {
    for (const [hour, days] of kept.usualDays.entries()) addDays(row, 0, hour, Math.min(mostDays, days));
  } else for (const [place, days] of kept.usualDays.entries()) row[value.usualDays + place] = days;
  row[value.usualNow] = usualIn(row, 0, row[value.hour]! % hoursOfDay);
  beginLater(row, 0);
  if (row.length === valueWidth && row.every(Number.isFinite)) values.push(...row);
}

/** Which stood in the values themselves. */
export function oddDaysIn(kept: Values | KeptValues): { [K in StateKey]?: OddDays } | undefined {
  if (Array.isArray(kept)) return undefined;
  const odd: { [K in StateKey]?: OddDays } = {};
  for (const { key } of quantities) {
    const { leaps, stuck } = kept[key] ?? {};
    if (leaps ?? stuck) odd[key] = { ...(leaps && { leaps }), ...(stuck && { stuck }) };
  }
  return Object.keys(odd).length === 0 ? undefined : odd;
}

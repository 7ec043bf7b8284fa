import type { Metric } from '@/core/history';
import type { StateKey } from '@/core/state';

import { moved } from './beyond';
import { weekdayShape } from './course';
import type { DeviceHabits } from './device-habits';
import type { Weeks } from './kept-courses';
import { hourOf, hourThrough, weekdayOfHour, type LocalTime } from './local-time';
import { openNumbers } from './numbers';
import { unknown, value, valueWidth, type Values } from './value-row';

const hoursOfDay = 24;
const hoursTogether = 6;
const dayBits = 5;
const mostDays = 2 ** dayBits - 1;
/** A quantity that changes slowly in a house, and how much of it matters to somebody. */
export type Quantity = {
  readonly key: StateKey & Metric;
  readonly name: string;
  readonly unit: string;
  /** what a reading may leap, and what a day may be off, before it is worth a word */
  readonly leap: number;
  readonly drift: number;
  /** it always changes a little: the same number again and again means that the sensor is stuck */
  readonly alwaysMoves: boolean;
  /** somebody turns it on and off, when he wants it: it has no hour, and leaps while its switch is on */
  readonly isUsed?: true;
};

export const quantities: readonly Quantity[] = [
  { key: 'temperatureC', name: 'temperature', unit: '°C', leap: 6, drift: 3, alwaysMoves: true },
  { key: 'humidityPercent', name: 'humidity', unit: '%', leap: 25, drift: 12, alwaysMoves: true },
  { key: 'pressureHpa', name: 'air pressure', unit: 'hPa', leap: 12, drift: 25, alwaysMoves: true },
  { key: 'deviceTemperatureC', name: 'own temperature', unit: '°C', leap: 20, drift: 15, alwaysMoves: false },
  { key: 'powerW', name: 'power', unit: 'W', leap: 1_500, drift: 500, alwaysMoves: false, isUsed: true },
];

/** readings further apart say nothing of how fast it changes */
export const soonMs = 2 * 60 * 60_000;
/** once it is known, a day moves how it steps and how long it stands still by no more than this, and no less than so many readings and so long */
const aDayMoves = 1.5;
const aRun = 4;
const aRunMs = 60 * 60_000;
/** a day teaches at most so many of what matters, so that a drift cannot teach itself */
const aDayTeaches = 0.15;
const driftDays = 14;
/** a day is off by so many times what days usually are off: that is told, and teaches nothing of how far they usually are */
export const farTimes = 4;

/** Where those of a quantity (its place in `quantities`) begin; −1: nowhere. */
export function valueAt(values: Values, quantity: number): number {
  for (let at = 0; at < values.length; at += valueWidth) if (values[at] === quantity) return at;
  return -1;
}

/** Adds a quantity before its first reading. The values with it, and where it begins is their length before. */
export function withValue(values: Values, quantity: number, reading: number, at: number, now: LocalTime): Values {
  const more = openNumbers(values);
  const start = more.length;
  for (let place = 0; place < valueWidth; place++) more.push(0);
  more[start] = quantity;
  for (const place of [
    value.last,
    value.low,
    value.high,
    value.lowNow,
    value.highNow,
    value.lowBefore,
    value.highBefore,
  ])
    more[start + place] = reading;
  for (const place of [value.lastAt, value.runSince, value.climbSince, value.twoSince]) more[start + place] = at;
  for (const place of [value.usualGapMs, value.usualNow, value.other]) more[start + place] = unknown;
  more[start + value.hour] = hourThrough(now);
  return more.slice();
}

/**
 * A reading, once it has been judged. What lies outside moves the bounds by no more than half of what they span, and what is far
 * from the usual of its hour does not at all: who leads a sensor astray slowly must not open the door for a leap. `isLeap`: it
 * leapt as never before, which teaches nothing of how it moves. `habits`: what is no alarm moves its bars
 * a day at a time once they are known, and before that where it comes on two days; without them, at once.
 */
export function learnValue(
  values: Values,
  start: number,
  reading: number,
  at: number,
  now: LocalTime,
  quantity: Quantity,
  isLeap = false,
  habits?: DeviceHabits,
): void {
  // each of its places is there
  const last = values[start + value.last]!;
  const lastAt = values[start + value.lastAt]!;
  const seen = values[start + value.seen]! + 1;
  const step = Math.abs(reading - last);
  values[start + value.seen] = seen;
  if (seen > 1 && at - lastAt < soonMs && !isLeap) {
    const biggest = values[start + value.biggestStep]!;
    const most = seen < 50 ? step : Math.max(biggest * 1.5, quantity.leap / 2);
    const level = Math.min(step, most);
    if (level > biggest)
      values[start + value.biggestStep] = reach(habits, `${quantity.key} step`, now, biggest, level, quantity.leap / 2);
  }
  if (!isFar(values, start, reading, now, quantity)) {
    const low = values[start + value.low]!;
    const high = values[start + value.high]!;
    const most = seen < 50 ? Number.POSITIVE_INFINITY : Math.max((high - low) / 2, quantity.leap / 4);
    if (reading < low) values[start + value.low] = Math.max(reading, low - most);
    else if (reading > high) values[start + value.high] = Math.min(reading, high + most);
  }
  let run = values[start + value.run]!;
  if (step > 0) {
    const runMs = lastAt - values[start + value.runSince]!;
    if (quantity.alwaysMoves) learnRun(values, start, run, runMs, now, quantity, habits);
    run = 0;
    values[start + value.runSince] = at;
  }
  values[start + value.run] = run + 1;
  values[start + value.last] = reading;
  values[start + value.lastAt] = at;
}

/** It stood still for so many readings and so long. */
function learnRun(
  values: Values,
  start: number,
  run: number,
  runMs: number,
  now: LocalTime,
  { key }: Quantity,
  habits: DeviceHabits | undefined,
): void {
  const longest = values[start + value.longestRun]!;
  const longestMs = values[start + value.longestRunMs]!;
  if (run > longest) values[start + value.longestRun] = reach(habits, `${key} run`, now, longest, run, aRun);
  if (runMs > longestMs)
    values[start + value.longestRunMs] = reach(habits, `${key} run ms`, now, longestMs, runMs, aRunMs);
}

/** Where one of its bars lies now that `level` went beyond it. */
export function reach(
  habits: DeviceHabits | undefined,
  bar: string,
  { day }: LocalTime,
  from: number,
  level: number,
  least: number,
): number {
  return habits === undefined ? level : moved(habits, bar, day, { from, level, times: aDayMoves, least });
}

/** What leapt, or climbed from there, has come back day after day: it is how this reading moves. */
export function learnLeap(values: Values, start: number, reading: number, from: number): void {
  const step = Math.abs(reading - values[start + value.last]!);
  values[start + value.biggestClimb] = Math.max(values[start + value.biggestClimb]!, Math.abs(reading - from));
  values[start + value.biggestStep] = Math.max(values[start + value.biggestStep]!, step);
  values[start + value.low] = Math.min(values[start + value.low]!, reading);
  values[start + value.high] = Math.max(values[start + value.high]!, reading);
}

/** Too far from what is usual at its hour to teach anything. */
export function isFar(values: Values, start: number, reading: number, now: LocalTime, { leap }: Quantity): boolean {
  const isSameHour = hourThrough(now) === values[start + value.hour];
  const usual = isSameHour ? values[start + value.usualNow]! : usualIn(values, start, hourOf(now));
  return usual !== unknown && Math.abs(reading - usual) > leap;
}

/** `unknown` until enough days have told of this hour of the day. */
export function usualIn(values: Values, start: number, hour: number): number {
  return daysAt(values, start, hour) >= driftDays ? values[start + value.usual + hour]! : unknown;
}

/**
 * Counts the reading to its hour; true: an hour is over, and `drift` says how far the last day was from the usual. `weeks`: by which the days of
 * the week differ, as far as that is known.
 */
export function learnHourOfDay(
  values: Values,
  start: number,
  reading: number,
  now: LocalTime,
  quantity: Quantity,
  weeks?: Weeks,
): boolean {
  const hour = hourThrough(now);
  let isOver = false;
  if (hour !== values[start + value.hour]) {
    isOver = values[start + value.hourCount]! > 0;
    if (isOver) closeHour(values, start, quantity, shapeIn(weeks, quantity, values[start + value.hour]!));
    values[start + value.hour] = hour;
    const usual = usualIn(values, start, hourOf(now));
    values[start + value.usualNow] = usual === unknown ? unknown : usual + shapeIn(weeks, quantity, hour);
  }
  values[start + value.hourSum]! += reading;
  values[start + value.hourCount]!++;
  return isOver;
}

/** By how much this weekday differs from any other day at this hour (counted through the days). */
function shapeIn(weeks: Weeks | undefined, { key }: Quantity, hour: number): number {
  const week = weeks?.[key];
  return week === undefined ? 0 : weekdayShape(week, weekdayOfHour(hour), hour % hoursOfDay);
}

/** `shape`: what is usual of the hour's weekday, beside any day. */
function closeHour(values: Values, start: number, { drift: matters }: Quantity, shape: number): void {
  const mean = values[start + value.hourSum]! / values[start + value.hourCount]! - shape;
  values[start + value.hourSum] = 0;
  values[start + value.hourCount] = 0;
  const hour = values[start + value.hour]! % hoursOfDay;
  const days = daysAt(values, start, hour);
  const usual = days === 0 ? mean : values[start + value.usual + hour]!;
  const off = mean - usual;
  if (days > 0) {
    const drift = values[start + value.drift]! + (off - values[start + value.drift]!) / 12;
    const usualDrift = values[start + value.usualDrift]!;
    const most = 2 * usualDrift + matters / 4;
    values[start + value.drift] = drift;
    if (Math.abs(drift) <= Math.max(matters, farTimes * usualDrift))
      values[start + value.usualDrift] =
        usualDrift + (Math.min(Math.abs(drift), most) - usualDrift) / (24 * Math.min(driftDays, days));
  }
  const most = days < driftDays ? Number.POSITIVE_INFINITY : aDayTeaches * matters;
  values[start + value.usual + hour] = usual + Math.max(-most, Math.min(most, off / Math.min(days + 1, driftDays)));
  if (days < driftDays) addDays(values, start, hour, 1);
}

/** Over how many days an hour is known, no further than it matters. */
function daysAt(values: Values, start: number, hour: number): number {
  const together = values[start + value.usualDays + Math.floor(hour / hoursTogether)]!;
  return (together >> (dayBits * (hour % hoursTogether))) & mostDays;
}

export function addDays(values: Values, start: number, hour: number, days: number): void {
  values[start + value.usualDays + Math.floor(hour / hoursTogether)]! += days << (dayBits * (hour % hoursTogether));
}

export function valueWords(reading: number, { unit }: Quantity): string {
  return `${numberWords(reading)} ${unit}`;
}

/** As precise as it is read. */
export function numberWords(reading: number): string {
  return String(Math.abs(reading) < 100 ? Math.round(reading * 10) / 10 : Math.round(reading));
}

import type { StateKey } from '@/core/state';

import type { ValueHabit } from './habits';
import { hourOf, type LocalTime } from './local-time';

const hoursOfDay = 24;
/** days known of six hours are kept in one number, five bits each: there are many readings */
const hoursTogether = 6;
const dayBits = 5;
const mostDays = 2 ** dayBits - 1;

/** A quantity that changes slowly in a house, and how much of it matters to somebody. */
export type Quantity = {
  readonly key: StateKey;
  readonly name: string;
  readonly unit: string;
  /** what a reading may leap, and what a day may be off, before it is worth a word */
  readonly leap: number;
  readonly drift: number;
  /** it always changes a little: the same number again and again means that the sensor is stuck */
  readonly alwaysMoves: boolean;
};

export const quantities: readonly Quantity[] = [
  { key: 'temperatureC', name: 'temperature', unit: '°C', leap: 6, drift: 3, alwaysMoves: true },
  { key: 'humidityPercent', name: 'humidity', unit: '%', leap: 25, drift: 12, alwaysMoves: true },
  { key: 'pressureHpa', name: 'air pressure', unit: 'hPa', leap: 12, drift: 25, alwaysMoves: true },
  { key: 'deviceTemperatureC', name: 'own temperature', unit: '°C', leap: 20, drift: 15, alwaysMoves: false },
  { key: 'powerW', name: 'power', unit: 'W', leap: 1_500, drift: 500, alwaysMoves: false },
];

/** readings further apart say nothing of how fast it changes */
export const soonMs = 2 * 60 * 60_000;
/** a day teaches at most so many of what matters, so that a drift cannot teach itself */
const aDayTeaches = 0.15;
const driftDays = 14;

export function openValue(value: number, at: number, now: LocalTime): ValueHabit {
  return {
    last: value,
    lastAt: at,
    seen: 0,
    low: value,
    high: value,
    biggestStep: 0,
    run: 0,
    runSince: at,
    longestRun: 0,
    longestRunMs: 0,
    hour: now.day * 24 + hourOf(now),
    hourSum: 0,
    hourCount: 0,
    usual: [],
    usualDays: [],
    drift: 0,
    usualDrift: 0,
  };
}

/**
 * A reading, once it has been judged. What lies outside moves the bounds by no more than half of what they span, and what is far
 * from the usual of its hour does not at all: who leads a sensor astray slowly must not open the door for a leap. `isLeap`: it
 * leapt as never before, which teaches nothing of how it moves.
 */
export function learnValue(
  habit: ValueHabit,
  value: number,
  { at, now, isLeap = false }: { readonly at: number; readonly now: LocalTime; readonly isLeap?: boolean },
  quantity: Quantity,
): void {
  const step = Math.abs(value - habit.last);
  habit.seen++;
  if (habit.seen > 1 && at - habit.lastAt < soonMs && !isLeap) {
    const most = habit.seen < 50 ? step : Math.max(habit.biggestStep * 1.5, quantity.leap / 2);
    habit.biggestStep = Math.max(habit.biggestStep, Math.min(step, most));
  }
  if (!isFar(habit, value, now, quantity)) {
    const span = habit.high - habit.low;
    const most = habit.seen < 50 ? Number.POSITIVE_INFINITY : Math.max(span / 2, quantity.leap / 4);
    habit.low = Math.min(habit.low, Math.max(value, habit.low - most));
    habit.high = Math.max(habit.high, Math.min(value, habit.high + most));
  }
  if (step > 0) {
    habit.longestRun = Math.max(habit.longestRun, habit.run);
    habit.longestRunMs = Math.max(habit.longestRunMs, habit.lastAt - habit.runSince);
    habit.run = 0;
    habit.runSince = at;
  }
  habit.run++;
  habit.last = value;
  habit.lastAt = at;
}

/** What leapt has come back day after day: it is how this reading moves. */
export function learnLeap(habit: ValueHabit, value: number): void {
  habit.biggestStep = Math.max(habit.biggestStep, Math.abs(value - habit.last));
  habit.low = Math.min(habit.low, value);
  habit.high = Math.max(habit.high, value);
}

function isFar({ usual, usualDays }: ValueHabit, value: number, now: LocalTime, { leap }: Quantity): boolean {
  const hour = hourOf(now);
  return daysAt(usualDays, hour) >= driftDays && Math.abs(value - (usual[hour] ?? value)) > leap;
}

/** Counts the reading to its hour; true: an hour is over, and `drift` says how far the last day was from the usual. */
export function learnHourOfDay(habit: ValueHabit, value: number, now: LocalTime, quantity: Quantity): boolean {
  const hour = now.day * 24 + hourOf(now);
  const isOver = hour !== habit.hour && habit.hourCount > 0;
  if (isOver) closeHour(habit, quantity);
  habit.hour = hour;
  habit.hourSum += value;
  habit.hourCount++;
  return isOver;
}

function closeHour(habit: ValueHabit, { drift: matters }: Quantity): void {
  const mean = habit.hourSum / habit.hourCount;
  habit.hourSum = 0;
  habit.hourCount = 0;
  const hour = habit.hour % 24;
  const days = daysAt(habit.usualDays, hour);
  if (habit.usual.length === 0) habit.usual = Array.from({ length: hoursOfDay }, () => 0);
  const usual = days === 0 ? mean : (habit.usual[hour] ?? mean);
  const off = mean - usual;
  if (days > 0) {
    habit.drift += (off - habit.drift) / 12;
    const most = 2 * habit.usualDrift + matters / 4;
    habit.usualDrift += (Math.min(Math.abs(habit.drift), most) - habit.usualDrift) / (24 * Math.min(driftDays, days));
  }
  const most = days < driftDays ? Number.POSITIVE_INFINITY : aDayTeaches * matters;
  habit.usual[hour] = usual + Math.max(-most, Math.min(most, off / Math.min(days + 1, driftDays)));
  if (days < driftDays) countDay(habit, hour);
}

/** Over how many days an hour is known, no further than it matters. */
function daysAt(usualDays: readonly number[], hour: number): number {
  // as it was kept before, a number an hour
  if (usualDays.length === hoursOfDay) return Math.min(driftDays, usualDays[hour] ?? 0);
  return ((usualDays[Math.floor(hour / hoursTogether)] ?? 0) >> (dayBits * (hour % hoursTogether))) & mostDays;
}

function countDay(habit: ValueHabit, hour: number): void {
  const { usualDays } = habit;
  if (usualDays.length !== hoursOfDay / hoursTogether) {
    habit.usualDays = Array.from({ length: hoursOfDay / hoursTogether }, () => 0);
    for (let one = 0; one < hoursOfDay; one++) addDays(habit.usualDays, one, daysAt(usualDays, one));
  }
  addDays(habit.usualDays, hour, 1);
}

function addDays(packed: number[], hour: number, days: number): void {
  const place = Math.floor(hour / hoursTogether);
  packed[place] = (packed[place] ?? 0) + (days << (dayBits * (hour % hoursTogether)));
}

export function valueWords(value: number, { unit }: Quantity): string {
  return `${Math.abs(value) < 100 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`;
}

import { metrics } from '@/core/history';

import { fieldsOf, isRecord, listOf, record, type Check } from '../checks';
import { course, courseWidth, weekCourseWidth } from './course';
import { openCoverage, type Coverage } from './coverage';
import { mostDevices } from './forget-gone';
import type { KeptHabits } from './habits';
import type { DeviceHabits, SequenceHabit } from './device-habits';
import { mostPoints } from './last-points';
import { odds, oddsWidth } from './odds';
import { quantities } from './value-habit';
import { olderValueWidth, value, valueWidth } from './value-row';

/** so many topics of a device are known, with six numbers each */
const mostSizes = 6;
const sizeWidth = 6;
const hourWidth = 4;
/** of what is kept otherwise now */
const pulseWidth = 8;
const mostContexts = 512;
/** nothing that is learned is a longer row than the points of a metric */
const mostNumbers = mostPoints;
/** of anything that is noted one by one */
const mostNoted = 64;

/** null is what JSON makes of a number that is none */
const isNumber: Check = (told) => typeof told === 'number' || told === null;
const isPoint: Check = (told) => Number.isInteger(told) && (told as number) >= 0;
const isPlace: Check = (told) => isPoint(told) && (told as number) < mostPoints;
const isFlag: Check = (told) => told === true;
const isSignal: Check = (told) => told === 'lqi' || told === 'rssi';
const areNumbers = listOf(isNumber, mostNumbers);
const arePoints = listOf(Number.isFinite, mostNumbers);

function inRows(width: number, rows = Number.POSITIVE_INFINITY): Check {
  return (told) =>
    Array.isArray(told) && told.length % width === 0 && told.length <= width * rows && told.every(isNumber);
}

const eachOf =
  (check: Check): Check =>
  (told) =>
    isRecord(told) && Object.values(told).every(check);

function numbersIn(...names: readonly string[]): Readonly<Record<string, Check>> {
  return fieldsOf(isNumber, ...names);
}

const vain = { vain: areNumbers, once: areNumbers };
const dense = record({ total: isNumber, quarters: areNumbers, odd: areNumbers }, vain);
const byWeek = record({ total: isNumber, hours: areNumbers, odd: areNumbers }, vain);
/** In its older form, or as it is kept now. */
const isDayHabit: Check = (told) => (isRecord(told) && 'quarters' in told ? dense(told) : byWeek(told));
const isLastPoints = record({ points: listOf(isPoint, mostPoints), next: isPlace });
const keptWeek = record({ level: areNumbers, times: areNumbers, stray: areNumbers });
const isWeek: Check = (told) =>
  keptWeek(told) || (arePoints(told) && (told as unknown[]).length === 24 * weekCourseWidth);
const isCourse = record(numbersIn('days', 'lastDay', 'hour', 'weekday', 'low', 'high', 'hours', 'level', 'stray'), {
  week: keptWeek,
});
const isValue = record(
  {
    ...numbersIn('last', 'lastAt', 'seen', 'low', 'high', 'biggestStep', 'run', 'runSince', 'longestRun'),
    ...numbersIn('longestRunMs', 'hour', 'hourSum', 'hourCount', 'drift', 'usualDrift'),
    usual: areNumbers,
    usualDays: areNumbers,
  },
  { leaps: areNumbers, stuck: areNumbers, usualGapMs: isNumber },
);
/** Of a reading and of a course the hour is one at which something can lie. */
const areCourses: Check = (told) => areHourly(told, courseWidth, course.hour, metrics.length);
/** As they are kept now, or without what came later. */
const areValues: Check = (told) =>
  [valueWidth, olderValueWidth].some((width) => areHourly(told, width, value.hour, quantities.length));

const mayBeBelow: ReadonlySet<number> = new Set([odds.digits, odds.now]);

/** Counts, and beside them how far the last hour lay, to either side. */
function areOdds(told: unknown): boolean {
  if (!inRows(oddsWidth, metrics.length)(told) || !arePoints(told)) return false;
  return (told as number[]).every((one, at) => one >= 0 || mayBeBelow.has(at % oddsWidth));
}

function areHourly(told: unknown, width: number, hour: number, rows: number): boolean {
  if (!inRows(width, rows)(told) || !arePoints(told)) return false;
  return (told as number[]).every((one, at) => at % width !== hour || (Number.isInteger(one) && one >= 0));
}

const isSize = record(numbersIn('topic', 'mean', 'most', 'reference', 'day', 'seen'));
/** bytes and counts, of which none is none */
const areSizes: Check = (told) => inRows(sizeWidth, mostSizes)(told) && arePoints(told);
const areOlderSizes = listOf(isSize, mostSizes);
const isGrowth = record(numbersIn('topic', 'look', 'sum', 'count', 'top', 'from', 'rises', 'flatLooks'));
const isPulse: Check = (told) => inRows(pulseWidth, 1)(told) && (told as unknown[]).length > 0;
const losses = ['lost', 'drops', 'lostBefore', 'dropsBefore', 'usualLoss', 'biggestDrop'];

const told = listOf(record(numbersIn('at', 'until', 'level')), mostNoted);
const isBeyond = record(
  {},
  { told, days: areNumbers, ...numbersIn('vouched', 'once', 'onceOn', 'movedOn', 'movedFrom') },
);

type Part = Exclude<keyof KeptHabits, 'days' | 'lastDay'>;
const parts: Readonly<Record<Part, Check>> = {
  unlocks: isDayHabit,
  commands: isDayHabit,
  watched: isDayHabit,
  mostViewers: isNumber,
  stream: record(
    { ...numbersIn('window', 'most', 'above', 'below'), low: areNumbers, high: areNumbers },
    { movedOn: areNumbers },
  ),
  rateMetric: isLastPoints,
  battery: record(numbersIn('percent', 'day', 'days', ...losses), numbersIn('freshOn')),
  signal: record(numbersIn('hour', 'best', 'weakHours'), { metric: isSignal }),
  courses: (told) => areCourses(told) || eachOf(isCourse)(told),
  weeks: eachOf(isWeek),
  odds: areOdds,
  hours: inRows(hourWidth),
  lastMinute: Number.isFinite,
  inMinute: Number.isFinite,
  lastWindow: Number.isFinite,
  inWindow: Number.isFinite,
  mostInWindow: Number.isFinite,
  burstFrom: Number.isFinite,
  inBurst: Number.isFinite,
  mostInBurst: Number.isFinite,
  lastAt: Number.isFinite,
  longestSilenceMs: Number.isFinite,
  pulse: isPulse,
  values: (told) => areValues(told) || eachOf(isValue)(told),
  oddDays: eachOf(record({}, { leaps: areNumbers, stuck: areNumbers })),
  sizes: (told) => areSizes(told) || areOlderSizes(told),
  growths: listOf(isGrowth, mostSizes),
  beyond: (told) => eachOf(isBeyond)(told) && Object.keys(told as object).length <= mostNoted,
  minute: record(numbersIn('minute', 'count')),
  rate: record(numbersIn('window', 'count', 'most', 'windows')),
  silence: record(numbersIn('lastAt', 'longestMs')),
};

const isCoverage = record({ ...numbersIn('days', 'lastDay', 'lastHour'), hours: areNumbers });
const odd = listOf(record(numbersIn('index', 'at', 'day')), mostNoted);
const isContext = record(
  { ...numbersIn('key', 'times'), followed: areNumbers },
  { followedOn: areNumbers, isPlain: isFlag, odd },
);
const isSequence = record(
  { contexts: listOf(isContext, mostContexts), totals: areNumbers },
  { vain: listOf(record(numbersIn('index', 'at')), mostNoted) },
);

/** What is kept of a device, without what is damaged; null: none of it is of use. */
function soundHabits(kept: unknown): KeptHabits | null {
  if (!isRecord(kept) || typeof kept['days'] !== 'number' || typeof kept['lastDay'] !== 'number') return null;
  const sound: Record<string, unknown> = { days: kept['days'], lastDay: kept['lastDay'] };
  for (const [part, check] of Object.entries(parts)) if (check(kept[part])) sound[part] = kept[part];
  // weeks and odds go with the courses they belong to
  if (sound['courses'] === undefined) for (const part of ['weeks', 'odds']) delete sound[part];
  return sound as KeptHabits; // each part of it was looked at
}

/** All devices of which anything sound is kept, as many as may be. */
export function soundDevices(kept: unknown): readonly (readonly [string, KeptHabits])[] {
  if (!Array.isArray(kept)) return [];
  return kept.slice(0, mostDevices).flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string') return [];
    const habits = soundHabits(entry[1]);
    return habits === null ? [] : [[entry[0], habits] as const];
  });
}

export function soundCoverage(kept: unknown): Coverage {
  return isCoverage(kept) ? (kept as Coverage) : openCoverage();
}

export function soundSequences(kept: unknown): SequenceHabit {
  return isSequence(kept) ? (kept as SequenceHabit) : { contexts: [], totals: [] };
}

export function soundStirs(kept: unknown): DeviceHabits['unlocks'] {
  return isDayHabit(kept) ? (kept as DeviceHabits['unlocks']) : undefined;
}

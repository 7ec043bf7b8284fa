import { coveredDays, type Coverage } from './coverage';
import { clockWords, isWeekend, weekdayOfDay, weekdayWords, type LocalTime } from './local-time';
import { hasReturned } from './returning';
import {
  countIn,
  openWeekHours,
  quarterMinutes,
  quartersADay,
  timesIn,
  timesInAll,
  type WeekHours,
} from './week-hours';

/**
 * How often something was done at each time of the week, and when it was odd: in minutes, as `momentOf` counts them. `once`: moments on
 * one day only, near which it was never done on another. `vain`: those of which a person said that they were no reason for an alarm.
 */
export type DayHabit = {
  total: number;
  readonly hours: WeekHours;
  readonly odd: number[];
  once?: number[];
  vain?: number[];
};

/** As it was kept before, a number a quarter of an hour. */
export type DenseDayHabit = {
  readonly total: number;
  readonly quarters: readonly number[];
  readonly odd: number[];
  vain?: number[];
};

const week = [0, 1, 2, 3, 4, 5, 6];
/** So near to what was done before, nobody would call it another hour; by day people keep less to the clock. */
const nearBy = {
  night: { sameKindMinutes: 90, anyMinutes: 60 },
  day: { sameKindMinutes: 150, anyMinutes: 120 },
} as const;
/** where the house is empty or asleep, whoever keeps to the clock so well is soon at another hour */
const nearWhenStill = { sameKindMinutes: 60, anyMinutes: 60 } as const;
/** with each false alarm so much further away, up to */
const wider = { each: 0.5, most: 2 } as const;
const nightEnds = 6 * 60;
const nightBegins = 22 * 60;
/** this much must be known before something is odd: days listened to at that hour, and times it was done */
const enough = { days: 14, sameKindDays: 10, weekdays: 3, times: 8 } as const;
/** of two days chance picks the same so many times about as often as of five it does three times */
const enoughOfTwo = 6;
const mostOdd = 16;
const mostVain = 8;
const mostOnce = 16;
const dayMinutes = 24 * 60;

export function openDayHabit(): DayHabit {
  return { total: 0, hours: openWeekHours(), odd: [] };
}

/** Goes on with what was kept, also in its older form: what was done but once near a time is no habit there any more. */
export function reopenDayHabit(kept: DayHabit | DenseDayHabit): DayHabit {
  if (!('quarters' in kept)) return kept;
  const { quarters, ...others } = kept;
  const all: DayHabit = { ...others, hours: openWeekHours() };
  const every = quarters.map((times, index) => ({
    times,
    weekday: Math.floor(index / quartersADay),
    quarter: index % quartersADay,
  }));
  const done = every.filter(({ times }) => times > 0);
  for (const { weekday, quarter, times } of done) countIn(all.hours, weekday, quarter, times);
  const habit: DayHabit = { ...others, hours: openWeekHours() };
  for (const { weekday, quarter, times } of done) {
    const minute = quarter * quarterMinutes;
    if (timesNear(all, kindOf(weekday), minute, nearAt(minute).sameKindMinutes) > 1)
      countIn(habit.hours, weekday, quarter, times);
  }
  return habit;
}

/**
 * Learns it, unless it is odd; then says why, in words that go on after a semicolon. Odd things become habits when they return
 * soon. `isStill`: at this time nobody of the house stirs.
 */
export function oddHour(habit: DayHabit, coverage: Coverage, now: LocalTime, isStill = false): string | null {
  const near = nearAt(now.minute, isStill, habit.vain?.length ?? 0);
  const why = whyOdd(habit, coverage, now, near);
  if (why !== null) {
    const alike = habit.odd.filter((moment) => isNear(moment, now.minute, near.anyMinutes));
    const days = alike.map((moment) => Math.floor(moment / dayMinutes));
    habit.odd.push(momentOf(now));
    if (habit.odd.length > mostOdd) habit.odd.shift();
    if (!hasReturned(days, now.day)) return why;
    learn(habit, now);
  } else learnOnTwoDays(habit, now);
  return null;
}

/**
 * One day makes no habit: where it was never done near this time, it waits for a second day. Otherwise what is looked for
 * would teach itself, if only it came while all was new.
 */
function learnOnTwoDays(habit: DayHabit, now: LocalTime): void {
  const kind = kindOf(now.weekday);
  const within = nearAt(now.minute).sameKindMinutes;
  if (timesNear(habit, kind, now.minute, within) > 0) return learn(habit, now);
  const once = (habit.once ??= []);
  const alike = once.filter((moment) => kind.includes(weekdayOf(moment)) && isNear(moment, now.minute, within));
  if (alike.every((moment) => Math.floor(moment / dayMinutes) === now.day)) {
    habit.total++;
    if (alike.length > 0) return;
    once.push(momentOf(now));
    if (once.length > mostOnce) once.shift();
    return;
  }
  for (const moment of alike) countIn(habit.hours, weekdayOf(moment), quarterOf(moment % dayMinutes));
  habit.once = once.filter((moment) => !alike.includes(moment));
  learn(habit, now);
}

/** A person says that it was one of them: this hour is usual from now on. Said twice it is the same. */
export function allowHour(habit: DayHabit, now: LocalTime): void {
  if (timesIn(habit.hours, now.weekday, quarterOf(now.minute)) === 0) learn(habit, now);
}

/** A person says that it was no reason for an alarm: the next must be further from what is usual. */
export function widenHours(habit: DayHabit, now: LocalTime): void {
  allowHour(habit, now);
  const vain = (habit.vain ??= []);
  if (!vain.includes(momentOf(now)) && vain.length < mostVain) vain.push(momentOf(now));
}

/** Nearly nobody ever did it so near to this time, on such a day: fewer than one in five days. */
export function isSeldom(habit: DayHabit, coverage: Coverage, now: LocalTime): boolean {
  const kind = kindOf(now.weekday);
  return 5 * timesNear(habit, kind, now.minute, 45) < coveredDays(coverage, kind, now);
}

function momentOf({ day, minute }: LocalTime): number {
  return day * dayMinutes + minute;
}

function weekdayOf(moment: number): number {
  return weekdayOfDay(Math.floor(moment / dayMinutes));
}

/** Working days, or those of weekends. */
function kindOf(weekday: number): readonly number[] {
  return week.filter((one) => isWeekend(one) === isWeekend(weekday));
}

export function learn(habit: DayHabit, now: LocalTime): void {
  countIn(habit.hours, now.weekday, quarterOf(now.minute));
  habit.total++;
}

function quarterOf(minute: number): number {
  return Math.floor(minute / quarterMinutes);
}

function whyOdd(habit: DayHabit, coverage: Coverage, now: LocalTime, near: Near): string | null {
  const { weekday, minute } = now;
  const days = coveredDays(coverage, week, now);
  if (days < enough.days || timesInAll(habit.hours) < enough.times) return null;
  const kind = kindOf(weekday);
  const kindDays = coveredDays(coverage, kind, now);
  const inKind = timesNear(habit, kind, minute, near.sameKindMinutes);
  if (inKind === 0) {
    if (timesNear(habit, week, minute, near.anyMinutes) === 0)
      return `in ${days} days ${oftenWords(habit, week, minute, near)} ${edge(habit, week, minute)}`;
    if (kindDays < enough.sameKindDays) return null;
    return `on ${kindDays} ${isWeekend(weekday) ? 'days of weekends' : 'working days'} ${oftenWords(habit, kind, minute, near)} ${edge(habit, kind, minute)}`;
  }
  return whyOddWeekday(habit, coverage, kind, now, Math.max(near.sameKindMinutes, nearAt(minute).sameKindMinutes));
}

function oftenWords({ once = [] }: DayHabit, kind: readonly number[], minute: number, near: Near): string {
  const isOnce = once.some(
    (moment) => kind.includes(weekdayOf(moment)) && isNear(moment, minute, near.sameKindMinutes),
  );
  return isOnce ? 'only once' : 'never';
}

/** Somebody who comes on Tuesdays only makes no habit for Thursdays. */
function whyOddWeekday(
  habit: DayHabit,
  coverage: Coverage,
  kind: readonly number[],
  now: LocalTime,
  within: number,
): string | null {
  const { weekday, minute } = now;
  const days = coveredDays(coverage, [weekday], now);
  if (days < enough.weekdays || timesNear(habit, [weekday], minute, within) > 0) return null;
  const others = kind.filter((one) => timesNear(habit, [one], minute, within) > 0);
  const [only] = others;
  if (only === undefined || others.length > 1) return null;
  const times = isWeekend(weekday) ? enoughOfTwo : enough.weekdays;
  if (timesNear(habit, [only], minute, within) < times) return null;
  return `at this time it was always a ${weekdayWords(only)}, never one of ${days} ${weekdayWords(weekday)}s`;
}

type Near = { readonly sameKindMinutes: number; readonly anyMinutes: number };

function nearAt(minute: number, isStill = false, vain = 0): Near {
  const isNight = minute < nightEnds || minute >= nightBegins;
  const { sameKindMinutes, anyMinutes } = isNight ? nearBy.night : isStill ? nearWhenStill : nearBy.day;
  const factor = Math.min(wider.most, 1 + wider.each * vain);
  return { sameKindMinutes: sameKindMinutes * factor, anyMinutes: anyMinutes * factor };
}

function timesNear({ hours }: DayHabit, weekdays: readonly number[], minute: number, within: number): number {
  const middle = Math.floor(minute / quarterMinutes);
  const reach = Math.ceil(within / quarterMinutes);
  let times = 0;
  for (const weekday of weekdays) {
    for (let offset = -reach; offset <= reach; offset++) {
      const quarter = (middle + offset + quartersADay) % quartersADay;
      times += timesIn(hours, weekday, quarter);
    }
  }
  return times;
}

/** Between which times of the day it was never done: "before 06:00". */
function edge({ hours }: DayHabit, weekdays: readonly number[], minute: number): string {
  const done = Array.from({ length: quartersADay }, (_, quarter) => quarter).filter((quarter) =>
    weekdays.some((weekday) => timesIn(hours, weekday, quarter) > 0),
  );
  const before = done.findLast((quarter) => quarter * quarterMinutes <= minute);
  const after = done.find((quarter) => quarter * quarterMinutes > minute);
  const until = after === undefined ? null : clockWords(after * quarterMinutes);
  const since = before === undefined ? null : clockWords((before + 1) * quarterMinutes);
  if (since === null) return until === null ? 'at all' : `before ${until}`;
  return until === null ? `after ${since}` : `between ${since} and ${until}`;
}

/** On whatever day. */
function isNear(moment: number, minute: number, within: number): boolean {
  const apart = Math.abs((moment % dayMinutes) - minute);
  return Math.min(apart, dayMinutes - apart) <= within;
}

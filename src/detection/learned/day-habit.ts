import { coveredDays, type Coverage } from './coverage';
import { clockWords, isWeekend, weekdayWords, type LocalTime } from './local-time';
import { hasReturned } from './returning';

/**
 * How often something was done in each quarter of an hour of each weekday, and when it was odd: in minutes, as `momentOf` counts
 * them. `vain`: moments of which a person said that they were no reason for an alarm.
 */
export type DayHabit = { total: number; readonly quarters: number[]; readonly odd: number[]; vain?: number[] };

const quartersADay = 96;
const quarterMinutes = 15;
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
const mostOdd = 16;
const mostVain = 8;
const dayMinutes = 24 * 60;

export function openDayHabit(): DayHabit {
  return { total: 0, quarters: Array.from({ length: 7 * quartersADay }, () => 0), odd: [] };
}

/**
 * Learns it, unless it is odd; then says why, in words that go on after a semicolon. Odd things become habits when they return
 * soon. `isStill`: at this time nobody of the house stirs.
 */
export function oddHour(habit: DayHabit, coverage: Coverage, now: LocalTime, isStill = false): string | null {
  const near = nearAt(now.minute, isStill, habit.vain?.length ?? 0);
  const why = whyOdd(habit, coverage, now, near);
  if (why !== null) {
    const alike = habit.odd.filter((moment) => distance(moment % dayMinutes, now.minute) <= near.anyMinutes);
    const days = alike.map((moment) => Math.floor(moment / dayMinutes));
    habit.odd.push(momentOf(now));
    if (habit.odd.length > mostOdd) habit.odd.shift();
    if (!hasReturned(days, now.day)) return why;
  }
  learn(habit, now);
  return null;
}

/** A person says that it was one of them: this hour is usual from now on. Said twice it is the same. */
export function allowHour(habit: DayHabit, now: LocalTime): void {
  if ((habit.quarters[quarterOf(now)] ?? 0) === 0) learn(habit, now);
}

/** A person says that it was no reason for an alarm: the next must be further from what is usual. */
export function widenHours(habit: DayHabit, now: LocalTime): void {
  allowHour(habit, now);
  const vain = (habit.vain ??= []);
  if (!vain.includes(momentOf(now)) && vain.length < mostVain) vain.push(momentOf(now));
}

/** Nearly nobody ever did it so near to this time, on such a day: fewer than one in five days. */
export function isSeldom(habit: DayHabit, coverage: Coverage, now: LocalTime): boolean {
  const kind = week.filter((one) => isWeekend(one) === isWeekend(now.weekday));
  return 5 * timesNear(habit, kind, now.minute, 45) < coveredDays(coverage, kind, now);
}

function momentOf({ day, minute }: LocalTime): number {
  return day * dayMinutes + minute;
}

export function learn(habit: DayHabit, now: LocalTime): void {
  const index = quarterOf(now);
  habit.quarters[index] = (habit.quarters[index] ?? 0) + 1;
  habit.total++;
}

function quarterOf({ weekday, minute }: LocalTime): number {
  return weekday * quartersADay + Math.floor(minute / quarterMinutes);
}

function whyOdd(habit: DayHabit, coverage: Coverage, now: LocalTime, near: Near): string | null {
  const { weekday, minute } = now;
  const days = coveredDays(coverage, week, now);
  if (days < enough.days || habit.total < enough.times) return null;
  const kind = week.filter((one) => isWeekend(one) === isWeekend(weekday));
  const kindDays = coveredDays(coverage, kind, now);
  const inKind = timesNear(habit, kind, minute, near.sameKindMinutes);
  if (inKind === 0) {
    if (timesNear(habit, week, minute, near.anyMinutes) === 0)
      return `in ${days} days never ${edge(habit, week, minute)}`;
    if (kindDays < enough.sameKindDays) return null;
    return `on ${kindDays} ${isWeekend(weekday) ? 'days of weekends' : 'working days'} never ${edge(habit, kind, minute)}`;
  }
  return whyOddWeekday(habit, coverage, kind, now, Math.max(near.sameKindMinutes, nearAt(minute).sameKindMinutes));
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
  if (timesNear(habit, [only], minute, within) < enough.weekdays) return null;
  return `at this time it was always a ${weekdayWords(only)}, never one of ${days} ${weekdayWords(weekday)}s`;
}

type Near = { readonly sameKindMinutes: number; readonly anyMinutes: number };

function nearAt(minute: number, isStill = false, vain = 0): Near {
  const isNight = minute < nightEnds || minute >= nightBegins;
  const { sameKindMinutes, anyMinutes } = isNight ? nearBy.night : isStill ? nearWhenStill : nearBy.day;
  const factor = Math.min(wider.most, 1 + wider.each * vain);
  return { sameKindMinutes: sameKindMinutes * factor, anyMinutes: anyMinutes * factor };
}

function timesNear({ quarters }: DayHabit, weekdays: readonly number[], minute: number, within: number): number {
  const middle = Math.floor(minute / quarterMinutes);
  const reach = Math.ceil(within / quarterMinutes);
  let times = 0;
  for (const weekday of weekdays) {
    for (let offset = -reach; offset <= reach; offset++) {
      const quarter = (middle + offset + quartersADay) % quartersADay;
      times += quarters[weekday * quartersADay + quarter] ?? 0;
    }
  }
  return times;
}

/** Between which times of the day it was never done: "before 06:00". */
function edge({ quarters }: DayHabit, weekdays: readonly number[], minute: number): string {
  const done = Array.from({ length: quartersADay }, (_, quarter) => quarter).filter((quarter) =>
    weekdays.some((weekday) => (quarters[weekday * quartersADay + quarter] ?? 0) > 0),
  );
  const before = done.findLast((quarter) => quarter * quarterMinutes <= minute);
  const after = done.find((quarter) => quarter * quarterMinutes > minute);
  const until = after === undefined ? null : clockWords(after * quarterMinutes);
  const since = before === undefined ? null : clockWords((before + 1) * quarterMinutes);
  if (since === null) return until === null ? 'at all' : `before ${until}`;
  return until === null ? `after ${since}` : `between ${since} and ${until}`;
}

function distance(one: number, other: number): number {
  const apart = Math.abs(one - other);
  return Math.min(apart, quartersADay * quarterMinutes - apart);
}

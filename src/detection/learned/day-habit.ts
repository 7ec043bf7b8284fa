import { coveredDays, type Coverage } from './coverage';
import { clockWords, isWeekend, weekdayWords, type LocalTime } from './local-time';

/** How often something was done in each quarter of an hour of each weekday, and when it was odd. */
export type DayHabit = { total: number; readonly quarters: number[]; readonly odd: number[] };

const quartersADay = 96;
const quarterMinutes = 15;
const week = [0, 1, 2, 3, 4, 5, 6];
/** so near to what was done before, nobody would call it another hour */
const near = { sameKindMinutes: 90, anyMinutes: 60 } as const;
/** this much must be known before something is odd: days listened to at that hour, and times it was done */
const enough = { days: 14, sameKindDays: 10, weekdays: 3, times: 8 } as const;
/** what was odd so often is a habit now */
const oddUntilUsual = 2;
const mostOdd = 16;

export function openDayHabit(): DayHabit {
  return { total: 0, quarters: Array.from({ length: 7 * quartersADay }, () => 0), odd: [] };
}

/** Learns it, unless it is odd; then says why, in words that go on after a semicolon. Odd things become habits when they return. */
export function oddHour(habit: DayHabit, coverage: Coverage, now: LocalTime): string | null {
  const why = whyOdd(habit, coverage, now);
  if (why !== null) {
    const before = habit.odd.filter((minute) => distance(minute, now.minute) <= near.anyMinutes).length;
    habit.odd.push(now.minute);
    if (habit.odd.length > mostOdd) habit.odd.shift();
    if (before < oddUntilUsual) return why;
  }
  learn(habit, now);
  return null;
}

function learn(habit: DayHabit, { weekday, minute }: LocalTime): void {
  const index = weekday * quartersADay + Math.floor(minute / quarterMinutes);
  habit.quarters[index] = (habit.quarters[index] ?? 0) + 1;
  habit.total++;
}

function whyOdd(habit: DayHabit, coverage: Coverage, now: LocalTime): string | null {
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
  return whyOddWeekday(habit, coverage, kind, now);
}

/** Somebody who comes on Tuesdays only makes no habit for Thursdays. */
function whyOddWeekday(habit: DayHabit, coverage: Coverage, kind: readonly number[], now: LocalTime): string | null {
  const { weekday, minute } = now;
  const days = coveredDays(coverage, [weekday], now);
  if (days < enough.weekdays || timesNear(habit, [weekday], minute, near.sameKindMinutes) > 0) return null;
  const others = kind.filter((one) => timesNear(habit, [one], minute, near.sameKindMinutes) > 0);
  const [only] = others;
  if (only === undefined || others.length > 1) return null;
  if (timesNear(habit, [only], minute, near.sameKindMinutes) < enough.weekdays) return null;
  return `at this time it was always a ${weekdayWords(only)}, never one of ${days} ${weekdayWords(weekday)}s`;
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

import type { Basis } from '@/core/expectation';

import { isWeekend, weekdayOfHour } from './local-time';
import { openNumbers } from './numbers';

/**
 * Where the numbers of a device usually lie, and how far they stray from there, side by side: eight numbers each, which is what a
 * processor fetches at once; `course` names their places. In the unit of each. Learned an hour at a time.
 */
export type Courses = number[];

export const course = {
  /** which number: its place in `metrics` */
  metric: 0,
  /** the hour that is not over, counted through the days, and its lowest and highest */
  hour: 1,
  low: 2,
  high: 3,
  /** of all hours: how many, where it lay in them, and how far from there */
  hours: 4,
  level: 5,
  stray: 6,
  /** on how many days it was told */
  days: 7,
} as const;

export const courseWidth = 8;

/**
 * By the hour of the week, side by side for each hour of the day, of which all are asked at once; `weekCourse` names the places of one. How
 * far it strays depends on the hour of the day alone, which comes round sooner.
 */
export type WeekCourse = number[];

export const weekCourse = {
  /** where it lay on each day of the week, Sunday first */
  level: 0,
  /** how often it was told at this hour of each of them */
  times: 7,
  stray: 14,
} as const;

export const weekCourseWidth = 15;

/** What is usual of one number: at any time, and by the hour of the week where it is one of those for which there is room. */
export type UsualCourse = {
  readonly level: number;
  readonly stray: number;
  readonly days: number;
  readonly week: WeekCourse | undefined;
};

/**
 * Where it usually lies at an hour, and how far an hour strays from there. `coarser`: where it lies by what is known better, while that hour of
 * the weekday came so seldom that one odd day would make it usual.
 */
export type UsualHour = {
  readonly level: number;
  readonly stray: number;
  readonly basis: Basis;
  readonly coarser: number | null;
};

/** Between what it is expected. */
export type Expected = { readonly low: number; readonly high: number; readonly basis: Basis };

const daysAWeek = 7;
const hoursADay = 24;
/** hours that all others are forgotten for, about: two weeks of them, and a month of one hour of the day */
const memory = { hours: 14 * 24, times: 30, weeks: 6 } as const;
/** so often an hour must have come: of this weekday, of its kind, of this time of day, and any, before an outlier is known as one */
const enough = { weekday: 3, kind: 4, hour: 10, any: 24 } as const;
/** so often an hour of the day has come by when its level is known, any day's, of a kind of days, of each: how far it strays is learned anew from there */
const strayFrom = { hour: 7, kind: 14, weekday: 21 } as const;
/** the first few say little */
const strayWeight = 3;
/** an outlier teaches no more than so many times what is usual */
const mostPull = 3;
/** expected is what strays twice as far as an hour does on average, or a hundredth */
const width = { strays: 2, share: 0.01 } as const;

/** Adds a number with its first reading. `hour` is counted through the days. */
export function addCourse(courses: Courses, metric: number, value: number, hour: number): void {
  courses.push(metric, hour, value, value, 0, 0, 0, 1);
}

export function openWeek(): WeekCourse {
  return openNumbers(Array.from({ length: hoursADay * weekCourseWidth }, () => 0));
}

/** Where those of a number begin; −1: nowhere. */
export function courseAt(courses: Courses, metric: number): number {
  for (let at = 0; at < courses.length; at += courseWidth) if (courses[at] === metric) return at;
  return -1;
}

/** Takes the next reading of the number at `at`: O(1). False: an hour is over, to be closed, and the next opened. */
export function learnWithin(courses: Courses, at: number, value: number, hour: number): boolean {
  if (hour !== courses[at + course.hour]) return false;
  // all eight of it are there
  if (value < courses[at + course.low]!) courses[at + course.low] = value;
  else if (value > courses[at + course.high]!) courses[at + course.high] = value;
  return true;
}

/** The next hour begins with its first reading. */
export function openHour(courses: Courses, at: number, value: number, hour: number): void {
  const before = courses[at + course.hour] ?? hour;
  if (Math.floor(hour / 24) !== Math.floor(before / 24)) courses[at + course.days]!++;
  courses[at + course.hour] = hour;
  courses[at + course.low] = value;
  courses[at + course.high] = value;
}

/** Where it usually lies at this hour of this weekday; where that is not known, of its kind or of any day, or at any hour. */
function usualAt({ week, level, stray }: UsualCourse, weekday: number, hour: number): UsualHour {
  const byHour = week === undefined ? null : levelAt(week, weekday, hour);
  if (week === undefined || byHour === null || byHour.times < enough.hour)
    return { level, stray, basis: 'range', coarser: null };
  const { level: here, basis, coarser } = byHour;
  return { level: here, stray: week[hour * weekCourseWidth + weekCourse.stray] ?? stray, basis, coarser };
}

/** The same of an hour that is counted through the days. */
export function usualAtHour(known: UsualCourse, hour: number): UsualHour {
  return usualAt(known, weekdayOfHour(hour), hour % 24);
}

/** Between what it usually lies then. */
export function expectedAt(known: UsualCourse, weekday: number, hour: number): Expected {
  const { level, stray, basis } = usualAt(known, weekday, hour);
  const reach = Math.max(width.strays * stray, width.share * Math.abs(level));
  return { low: level - reach, high: level + reach, basis };
}

/** An hour is over: what is usual moves. */
export function closeHour(courses: Courses, at: number, week: WeekCourse | undefined): void {
  const hour = courses[at + course.hour]!;
  const low = courses[at + course.low]!;
  const high = courses[at + course.high]!;
  const middle = (low + high) / 2;
  const hours = courses[at + course.hours]! + 1;
  const level = hours === 1 ? middle : courses[at + course.level]!;
  const stray = courses[at + course.stray]!;
  const far = Math.max(high - level, level - low);
  const most = hours > enough.any ? mostPull * stray : Number.POSITIVE_INFINITY;
  const rate = 1 / Math.min(hours, memory.hours);
  courses[at + course.hours] = hours;
  courses[at + course.level] = level + rate * within(middle - level, most);
  courses[at + course.stray] = stray + rate * (Math.min(far, most) - stray);
  if (week !== undefined) learnWeek(week, weekdayOfHour(hour), hour % 24, { middle, low, high });
}
type Hour = { readonly middle: number; readonly low: number; readonly high: number };

function learnWeek(week: WeekCourse, weekday: number, hour: number, { middle, low, high }: Hour): void {
  const known = levelAt(week, weekday, hour);
  const at = hour * weekCourseWidth;
  const level = at + weekCourse.level + weekday;
  const times = (week[at + weekCourse.times + weekday] ?? 0) + 1;
  const before = times === 1 ? middle : (week[level] ?? middle);
  let most = Number.POSITIVE_INFINITY;
  if (known !== null && known.times >= strayFrom.hour) {
    const stray = week[at + weekCourse.stray] ?? 0;
    const learned = known.times - strayFrom.hour;
    if (learned >= enough.hour) most = mostPull * stray;
    const far = Math.min(Math.max(high - known.level, known.level - low), most);
    // what was learned before the weekday was known is too much, and goes soon; a liar makes it no larger sooner for that
    const finer = far < stray ? Math.max(0, known.times - strayFrom[known.basis]) + strayWeight : memory.times;
    week[at + weekCourse.stray] = stray + (far - stray) / Math.min(learned + 1, finer, memory.times);
  }
  // the first of its weekday is held against what the others say of this hour
  const from = times === 1 && known !== null && most < Number.POSITIVE_INFINITY ? known.level : before;
  week[level] = from + within(middle - from, most) / Math.min(times, memory.weeks);
  week[at + weekCourse.times + weekday] = times;
}

/** How much more than on any day it lies at this hour of this weekday; 0: that is not known. */
export function weekdayShape(week: WeekCourse, weekday: number, hour: number): number {
  const known = levelAt(week, weekday, hour);
  return known === null || known.times < enough.hour ? 0 : known.level - known.anyDay;
}

type Level = {
  readonly level: number;
  readonly coarser: number | null;
  readonly anyDay: number;
  readonly times: number;
  readonly basis: Exclude<Basis, 'range'>;
};

/** `times`: how often this hour of the day came at all. null: never */
function levelAt(week: WeekCourse, weekday: number, hour: number): Level | null {
  const levels = hour * weekCourseWidth + weekCourse.level;
  const times = hour * weekCourseWidth + weekCourse.times;
  let [sum, all, sumOfKind, ofKind] = [0, 0, 0, 0];
  for (let day = 0; day < daysAWeek; day++) {
    const here = week[times + day] ?? 0;
    const level = here * (week[levels + day] ?? 0);
    sum += level;
    all += here;
    if (isWeekend(day) !== isWeekend(weekday)) continue;
    sumOfKind += level;
    ofKind += here;
  }
  if (all === 0) return null;
  const anyDay = sum / all;
  const kind = sumOfKind / ofKind;
  const here = week[times + weekday] ?? 0;
  if (here >= enough.weekday) {
    const coarser = here < 2 * enough.weekday ? kind : null;
    return { level: week[levels + weekday] ?? 0, coarser, anyDay, times: all, basis: 'weekday' };
  }
  if (ofKind >= enough.kind)
    return { level: kind, coarser: ofKind < 2 * enough.kind ? anyDay : null, anyDay, times: all, basis: 'kind' };
  return { level: anyDay, coarser: null, anyDay, times: all, basis: 'hour' };
}

function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

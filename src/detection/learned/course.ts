import { weekdayOfDay } from './local-time';

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

/** 168 hours from Sunday midnight; how far it strays depends on the hour of the day alone, which comes round sooner. */
export type WeekCourse = { readonly level: number[]; readonly times: number[]; readonly stray: number[] };

/** What is usual of one number: at any time, and by the hour of the week where it is one of those for which there is room. */
export type UsualCourse = {
  readonly level: number;
  readonly stray: number;
  readonly days: number;
  readonly week: WeekCourse | undefined;
};

/** Between what it is expected, and what that rests on. */
export type Expected = {
  readonly low: number;
  readonly high: number;
  readonly basis: 'weekday' | 'hour' | 'range';
};

const hoursAWeek = 7 * 24;
/** hours that all others are forgotten for, about: two weeks of them, and a month of one hour of the day */
const memory = { hours: 14 * 24, times: 30, weeks: 6 } as const;
/** so often an hour must have come: of this weekday, of this time of day, and any, before an outlier is known as one */
const enough = { weekday: 3, hour: 10, ofStray: 7, any: 24 } as const;
/** an outlier teaches no more than so many times what is usual */
const mostPull = 3;
/** expected is what strays twice as far as an hour does on average, or a hundredth */
const width = { strays: 2, share: 0.01 } as const;

/** Adds a number with its first reading. `hour` is counted through the days. */
export function addCourse(courses: Courses, metric: number, value: number, hour: number): void {
  courses.push(metric, hour, value, value, 0, 0, 0, 1);
}

export function openWeek(): WeekCourse {
  const zeros = (length: number) => Array.from({ length }, () => 0);
  return { level: zeros(hoursAWeek), times: zeros(hoursAWeek), stray: zeros(24) };
}

/** Where those of a number begin; −1: nowhere. */
export function courseAt(courses: Courses, metric: number): number {
  for (let at = 0; at < courses.length; at += courseWidth) if (courses[at] === metric) return at;
  return -1;
}

/** Takes the next reading of the number at `at`: O(1). False: an hour is over, and `turnHour` is what takes it. */
export function learnWithin(courses: Courses, at: number, value: number, hour: number): boolean {
  if (hour !== courses[at + course.hour]) return false;
  // all eight of it are there
  if (value < courses[at + course.low]!) courses[at + course.low] = value;
  else if (value > courses[at + course.high]!) courses[at + course.high] = value;
  return true;
}

/** An hour is over: what is usual moves, and the next begins with its first reading. */
export function turnHour(
  courses: Courses,
  at: number,
  week: WeekCourse | undefined,
  value: number,
  hour: number,
): void {
  const closed = courses[at + course.hour] ?? hour;
  closeHour(courses, at, week, closed);
  if (Math.floor(hour / 24) !== Math.floor(closed / 24)) courses[at + course.days]!++;
  courses[at + course.hour] = hour;
  courses[at + course.low] = value;
  courses[at + course.high] = value;
}

/** Between what it usually lies at this hour of this weekday; where that is not known, at this hour, or at any. */
export function expectedAt({ week, level, stray }: UsualCourse, weekday: number, hour: number): Expected {
  const byHour = week === undefined ? null : levelAt(week, weekday, hour);
  if (week === undefined || byHour === null || byHour.times < enough.hour) return around(level, stray, 'range');
  return around(byHour.level, week.stray[hour] ?? stray, byHour.basis);
}

function closeHour(courses: Courses, at: number, week: WeekCourse | undefined, hour: number): void {
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
  if (week !== undefined) learnWeek(week, weekdayOfDay(Math.floor(hour / 24)), hour % 24, { middle, low, high });
}
type Hour = { readonly middle: number; readonly low: number; readonly high: number };

function learnWeek(week: WeekCourse, weekday: number, hour: number, { middle, low, high }: Hour): void {
  const known = levelAt(week, weekday, hour);
  const bin = weekday * 24 + hour;
  const times = (week.times[bin] ?? 0) + 1;
  const before = times === 1 ? middle : (week.level[bin] ?? middle);
  let most = Number.POSITIVE_INFINITY;
  if (known !== null && known.times >= enough.ofStray) {
    const stray = week.stray[hour] ?? 0;
    const learned = known.times - enough.ofStray;
    if (learned >= enough.hour) most = mostPull * stray;
    const far = Math.min(Math.max(high - known.level, known.level - low), most);
    week.stray[hour] = stray + (far - stray) / Math.min(learned + 1, memory.times);
  }
  // the first of its weekday is held against what the others say of this hour
  const from = times === 1 && known !== null && most < Number.POSITIVE_INFINITY ? known.level : before;
  week.level[bin] = from + within(middle - from, most) / Math.min(times, memory.weeks);
  week.times[bin] = times;
}

type Level = { readonly level: number; readonly times: number; readonly basis: 'weekday' | 'hour' };

/** `times`: how often this hour of the day came at all. null: never */
function levelAt({ level, times }: WeekCourse, weekday: number, hour: number): Level | null {
  let sum = 0;
  let all = 0;
  for (let bin = hour; bin < hoursAWeek; bin += 24) {
    const here = times[bin] ?? 0;
    sum += here * (level[bin] ?? 0);
    all += here;
  }
  if (all === 0) return null;
  const own = weekday * 24 + hour;
  if ((times[own] ?? 0) >= enough.weekday) return { level: level[own] ?? 0, times: all, basis: 'weekday' };
  return { level: sum / all, times: all, basis: 'hour' };
}

function around(level: number, stray: number, basis: Expected['basis']): Expected {
  const reach = Math.max(width.strays * stray, width.share * Math.abs(level));
  return { low: level - reach, high: level + reach, basis };
}

function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

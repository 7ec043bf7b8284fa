import { hourOf, type LocalTime } from './local-time';

/**
 * Where a number of a device usually lies, and how far it strays from there: at any time, and by the hour of the week where it
 * is one of those for which there is room. In its own unit. Learned an hour at a time.
 */
export type CourseHabit = {
  days: number;
  lastDay: number;
  /** of the hour that is not over, counted through the days */
  hour: number;
  weekday: number;
  low: number;
  high: number;
  /** of all hours */
  hours: number;
  level: number;
  stray: number;
  week?: WeekCourse;
};

/** 168 hours from Sunday midnight; how far it strays depends on the hour of the day alone, which comes round sooner. */
export type WeekCourse = { readonly level: number[]; readonly times: number[]; readonly stray: number[] };

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

/** With its first reading. */
export function openCourse(value: number, now: LocalTime, isByHour: boolean): CourseHabit {
  const zeros = (length: number) => Array.from({ length }, () => 0);
  const hour = hourThrough(now);
  const { weekday, day } = now;
  const course: CourseHabit = {
    days: 1,
    lastDay: day,
    hour,
    weekday,
    low: value,
    high: value,
    hours: 0,
    level: 0,
    stray: 0,
  };
  if (isByHour) course.week = { level: zeros(hoursAWeek), times: zeros(hoursAWeek), stray: zeros(24) };
  return course;
}

/** Takes the next reading: O(1); what is usual moves when an hour is over. */
export function learnCourse(course: CourseHabit, value: number, now: LocalTime): void {
  const hour = hourThrough(now);
  if (hour !== course.hour) {
    closeHour(course);
    if (now.day !== course.lastDay) course.days++;
    course.lastDay = now.day;
    course.hour = hour;
    course.weekday = now.weekday;
    course.low = value;
    course.high = value;
  } else if (value < course.low) course.low = value;
  else if (value > course.high) course.high = value;
}

function hourThrough(now: LocalTime): number {
  return now.day * 24 + hourOf(now);
}

/** Between what it usually lies at this hour of this weekday; where that is not known, at this hour, or at any. */
export function expectedAt({ week, level, stray }: CourseHabit, weekday: number, hour: number): Expected {
  const byHour = week === undefined ? null : levelAt(week, weekday, hour);
  if (week === undefined || byHour === null || byHour.times < enough.hour) return around(level, stray, 'range');
  return around(byHour.level, week.stray[hour] ?? stray, byHour.basis);
}

function closeHour(course: CourseHabit): void {
  const { week, weekday, low, high } = course;
  const middle = (low + high) / 2;
  course.hours++;
  if (course.hours === 1) course.level = middle;
  const far = Math.max(high - course.level, course.level - low);
  const most = course.hours > enough.any ? mostPull * course.stray : Number.POSITIVE_INFINITY;
  const rate = 1 / Math.min(course.hours, memory.hours);
  course.level += rate * within(middle - course.level, most);
  course.stray += rate * (Math.min(far, most) - course.stray);
  if (week !== undefined) learnWeek(week, weekday, course.hour % 24, { middle, low, high });
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

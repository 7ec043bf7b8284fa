import { metrics, type Metric } from '@/core/history';

import { openWeek, weekCourse, weekCourseWidth, type Courses, type WeekCourse } from './course';
import { openNumbers } from './numbers';

/** By the hour of the week, as it was kept before: 168 hours from Sunday midnight, and 24 of any day. */
type KeptWeek = {
  readonly level: readonly number[];
  readonly times: readonly number[];
  readonly stray: readonly number[];
};

/** One number, as it was kept before: an object each, and the hour that is not over once more beside it. */
export type KeptCourse = {
  readonly days: number;
  readonly lastDay: number;
  readonly hour: number;
  readonly weekday: number;
  readonly low: number;
  readonly high: number;
  readonly hours: number;
  readonly level: number;
  readonly stray: number;
  readonly week?: KeptWeek;
};

export type KeptCourses = { readonly [M in Metric]?: KeptCourse };
export type Weeks = { [M in Metric]?: WeekCourse };
export type KeptWeeks = { readonly [M in Metric]?: WeekCourse | KeptWeek };

type Kept = {
  readonly courses?: Courses | KeptCourses | undefined;
  readonly weeks?: KeptWeeks | undefined;
  /** which number (its place in `metrics`), which hour, the lowest and the highest: of courses in the older form */
  readonly hours?: readonly number[] | undefined;
};

const hourWidth = 4;
const hoursADay = 24;
const daysAWeek = 7;

/** Goes on with what was kept, also in its older form; what is no number in that is learned anew. */
export function openCourses({ courses: kept, weeks, hours = [] }: Kept) {
  if (kept === undefined) return { courses: undefined, weeks: undefined };
  if (isInRows(kept)) return { courses: openNumbers(kept), weeks: weeks && openWeeks(weeks) };
  const courses = openNumbers();
  const byHour: Weeks = {};
  for (const [place, metric] of metrics.entries()) {
    const known = kept[metric];
    if (known === undefined) continue;
    let { hour, low, high } = known;
    for (let at = 0; at < hours.length; at += hourWidth)
      if (hours[at] === place) [hour = hour, low = low, high = high] = hours.slice(at + 1, at + hourWidth);
    const row = [place, hour, low, high, known.hours, known.level, known.stray, known.days];
    if (!row.every(Number.isFinite)) continue;
    courses.push(...row);
    if (known.week !== undefined) byHour[metric] = openKeptWeek(known.week);
  }
  return { courses: courses.slice(), weeks: Object.keys(byHour).length === 0 ? undefined : byHour };
}

function openWeeks(kept: KeptWeeks): Weeks {
  const weeks: Weeks = {};
  for (const metric of metrics) {
    const week = kept[metric];
    if (week !== undefined) weeks[metric] = openKeptWeek(week);
  }
  return weeks;
}

function openKeptWeek(kept: WeekCourse | KeptWeek): WeekCourse {
  if (Array.isArray(kept)) return openNumbers(kept);
  const week = openWeek();
  for (let hour = 0; hour < hoursADay; hour++) {
    const at = hour * weekCourseWidth;
    for (let day = 0; day < daysAWeek; day++) {
      week[at + weekCourse.level + day] = kept.level[day * hoursADay + hour] ?? 0;
      week[at + weekCourse.times + day] = kept.times[day * hoursADay + hour] ?? 0;
    }
    week[at + weekCourse.stray] = kept.stray[hour] ?? 0;
  }
  return week;
}

function isInRows(kept: Courses | KeptCourses): kept is Courses {
  return Array.isArray(kept);
}

import { metrics, type Metric } from '@/core/history';

import type { Courses, WeekCourse } from './course';
import { openNumbers } from './pulse';
import { reopenParts } from './reopen-parts';

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
  readonly week?: WeekCourse;
};

export type KeptCourses = { readonly [M in Metric]?: KeptCourse };
export type Weeks = { [M in Metric]?: WeekCourse };

type Kept = {
  readonly courses?: Courses | KeptCourses | undefined;
  readonly weeks?: Weeks | undefined;
  /** which number (its place in `metrics`), which hour, the lowest and the highest: of courses in the older form */
  readonly hours?: readonly number[] | undefined;
};

const hourWidth = 4;

/** Goes on with what was kept, also in its older form; what is no number in that is learned anew. */
export function openCourses({ courses: kept, weeks, hours = [] }: Kept) {
  if (kept === undefined) return { courses: undefined, weeks: undefined };
  if (isInRows(kept)) return { courses: openNumbers(kept), weeks: reopenParts(weeks) };
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
    if (known.week !== undefined) byHour[metric] = reopenParts(known.week);
  }
  return { courses: courses.slice(), weeks: Object.keys(byHour).length === 0 ? undefined : byHour };
}

function isInRows(kept: Courses | KeptCourses): kept is Courses {
  return Array.isArray(kept);
}

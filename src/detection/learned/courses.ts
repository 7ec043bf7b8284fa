import { metrics, type Metric } from '@/core/history';

import { addCourse, closeHour, course, courseAt, learnWithin, openHour, openWeek, type UsualCourse } from './course';
import type { DeviceHabits } from './device-habits';
import { hourThrough, type LocalTime } from './local-time';
import type { HomeMemory } from './home-memory';
import { openNumbers } from './numbers';

/** a course by the hour of the week takes three kilobytes: the first ones have it, which is all of a home of some hundred devices */
const mostByHour = 1_500;
export const placeOfMetric = new Map<string, number>(metrics.map((metric, place) => [metric, place]));

/**
 * A reading of a device (`place`: of its number in `metrics`): where it usually lies is learned of it, an hour at a time. False: an hour of it
 * is over, and `beginHour` is what takes it.
 */
export function learnCourse(
  memory: HomeMemory,
  habits: DeviceHabits,
  place: number,
  value: number,
  now: LocalTime,
): boolean {
  const courses = (habits.courses ??= openNumbers());
  const at = courseAt(courses, place);
  const hour = hourThrough(now);
  if (at >= 0) return learnWithin(courses, at, value, hour);
  addCourse(courses, place, value, hour);
  if (mayBeByHour(memory)) (habits.weeks ??= {})[metricAt(place)] = openWeek();
  return true;
}

/** The hour that is over is learned, if it may teach, and the next begins with this reading. */
export function beginHour(
  { courses, weeks }: DeviceHabits,
  place: number,
  value: number,
  now: LocalTime,
  mayTeach = true,
): void {
  const at = courses === undefined ? -1 : courseAt(courses, place);
  if (courses === undefined || at < 0) return;
  if (mayTeach) closeHour(courses, at, weeks?.[metricAt(place)]);
  openHour(courses, at, value, hourThrough(now));
}

/** Where what is known of one number of a device begins in its courses; −1: nothing is. */
export function courseAtOf({ courses }: DeviceHabits, metric: Metric): number {
  return courses === undefined ? -1 : courseAt(courses, placeOfMetric.get(metric) ?? -1);
}

/** What is known of one number of a device; undefined: nothing. */
export function courseOf(habits: DeviceHabits, metric: Metric): UsualCourse | undefined {
  const { courses, weeks } = habits;
  const at = courseAtOf(habits, metric);
  if (courses === undefined || at < 0) return undefined;
  const [level = 0, stray = 0, days = 0] = courses.slice(at + course.level);
  return { level, stray, days, week: weeks?.[metric] };
}

export function metricAt(place: number): Metric {
  return metrics[place] ?? 'messages';
}

/** The number of that name; null: there is none. */
export function metricNamed(name: string): Metric | null {
  return placeOfMetric.has(name) ? (name as Metric) : null; // it holds their names
}

function mayBeByHour(memory: HomeMemory): boolean {
  const courses = memory.coursesByHour ?? 0;
  if (courses >= mostByHour) return false;
  memory.coursesByHour = courses + 1;
  return true;
}

import { metrics, type Metric } from '@/core/history';

import { learnCourse, openCourse, type CourseHabit } from './course';
import type { DeviceHabits } from './habits';
import { hourOf, type LocalTime } from './local-time';
import { openNumbers } from './pulse';

/**
 * The hour that is not over of each number of a device, side by side: which number (its place in `metrics`), which hour, the
 * lowest and the highest. Nearly every reading needs no more; its course is fetched when an hour is over.
 */
export type CourseHours = number[];

const width = 4;
const placeOf = new Map<string, number>(metrics.map((metric, place) => [metric, place]));

/** Of courses that were kept without. */
export function hoursOf(courses: DeviceHabits['courses']): CourseHours | undefined {
  if (courses === undefined) return undefined;
  const hours = openNumbers();
  for (const [place, metric] of metrics.entries()) {
    const course = courses[metric];
    if (course !== undefined) hours.push(place, course.hour, course.low, course.high);
  }
  return hours;
}

/** A reading of a device. `isByHour` is asked where it is the first of its kind: whether there is room for its week. */
export function learnReading(
  habits: DeviceHabits,
  metric: Metric,
  value: number,
  now: LocalTime,
  isByHour: () => boolean,
): void {
  const hours = (habits.hours ??= openNumbers());
  const place = placeOf.get(metric) ?? 0;
  let at = 0;
  while (at < hours.length && hours[at] !== place) at += width;
  const hour = now.day * 24 + hourOf(now);
  if (at === hours.length) {
    (habits.courses ??= {})[metric] = openCourse(value, now, isByHour());
    hours.push(place, hour, value, value);
  } else if (hour === hours[at + 1]) {
    // all four of it are there
    if (value < hours[at + 2]!) hours[at + 2] = value;
    else if (value > hours[at + 3]!) hours[at + 3] = value;
  } else {
    const course = habits.courses?.[metric];
    if (course !== undefined) turnHour(course, hours, at, value, now);
  }
}

/** An hour is over: its course learns of it, and begins the next with its first reading. */
function turnHour(course: CourseHabit, hours: CourseHours, at: number, value: number, now: LocalTime): void {
  course.low = hours[at + 2] ?? value;
  course.high = hours[at + 3] ?? value;
  learnCourse(course, value, now);
  hours[at + 1] = course.hour;
  hours[at + 2] = value;
  hours[at + 3] = value;
}

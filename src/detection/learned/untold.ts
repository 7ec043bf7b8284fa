import type { Metric } from '@/core/history';

import { course, courseAt } from './course';
import { placeOfMetric } from './courses';
import type { DeviceHabits } from './habits';
import { hourThrough, type LocalTime } from './local-time';
import { never, pulse } from './pulse';

const untoldHours = 24;
export const untoldMs = untoldHours * 60 * 60_000;

/** It has spoken for a day and not told this number: nobody knows any more whether it is unusual. */
export function isUntold(
  { courses, pulse: counted }: DeviceHabits,
  metric: Metric,
  localTime: (at: number) => LocalTime,
): boolean {
  const at = courses === undefined ? -1 : courseAt(courses, placeOfMetric.get(metric) ?? -1);
  const spokeAt = counted?.[pulse.lastAt] ?? never;
  if (courses === undefined || at < 0 || spokeAt === never) return false;
  return hourThrough(localTime(spokeAt)) - courses[at + course.hour]! >= untoldHours;
}

/** The number of that name; null: there is none. */
export function metricNamed(name: string): Metric | null {
  return placeOfMetric.has(name) ? (name as Metric) : null; // it holds their names
}

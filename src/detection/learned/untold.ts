import type { Metric } from '@/core/history';

import { course } from './course';
import { courseAtOf } from './courses';
import type { DeviceHabits } from './device-habits';
import { hourThrough, type LocalTime } from './local-time';
import { never } from './pulse';

const untoldHours = 24;
export const untoldMs = untoldHours * 60 * 60_000;

/** It has spoken for a day and not told this number: nobody knows any more whether it is unusual. */
export function isUntold(habits: DeviceHabits, metric: Metric, localTime: (at: number) => LocalTime): boolean {
  const { courses, lastAt } = habits;
  const at = courseAtOf(habits, metric);
  if (courses === undefined || at < 0 || lastAt === never) return false;
  return hourThrough(localTime(lastAt)) - courses[at + course.hour]! >= untoldHours;
}

import type { Metric } from '@/core/history';

import { course } from './course';
import { courseAtOf } from './courses';
import type { DeviceHabits } from './habits';
import { hourThrough, type LocalTime } from './local-time';
import { never, pulse } from './pulse';

const untoldHours = 24;
export const untoldMs = untoldHours * 60 * 60_000;

/** It has spoken for a day and not told this number: nobody knows any more whether it is unusual. */
export function isUntold(habits: DeviceHabits, metric: Metric, localTime: (at: number) => LocalTime): boolean {
  const { courses, pulse: counted } = habits;
  const at = courseAtOf(habits, metric);
  const spokeAt = counted?.[pulse.lastAt] ?? never;
  if (courses === undefined || at < 0 || spokeAt === never) return false;
  return hourThrough(localTime(spokeAt)) - courses[at + course.hour]! >= untoldHours;
}

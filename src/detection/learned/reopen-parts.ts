import type { CourseHabit } from './course';
import type { DeviceHabits, StreamHabit, ValueHabit } from './habits';
import type { MetricState } from './metric-detector';
import { openNumbers } from './pulse';
import type { Tail } from './tail';

/*
 * What a store gives back has each number of a list in a place of its own, to which the list only knows the way: three times the room
 * of the numbers themselves, for as long as the session goes on. So every list of fractions is put together again as it was learned.
 */

export function reopenValues(kept: DeviceHabits['values']): DeviceHabits['values'] {
  return mapParts(kept, (value: ValueHabit) => ({ ...value, usual: openNumbers(value.usual) }));
}

export function reopenCourses(kept: DeviceHabits['courses']): DeviceHabits['courses'] {
  return mapParts(kept, (course: CourseHabit) => {
    const { week } = course;
    if (week === undefined) return course;
    return { ...course, week: { ...week, level: openNumbers(week.level), stray: openNumbers(week.stray) } };
  });
}

export function reopenStream(kept: StreamHabit): StreamHabit {
  return { ...kept, low: openNumbers(kept.low), high: openNumbers(kept.high) };
}

export function reopenMetric(kept: MetricState): MetricState {
  const { hours, novelty, tails, ...others } = kept;
  return {
    ...others,
    hours: { ...hours, usual: openNumbers(hours.usual) },
    novelty: { ...novelty, recent: openNumbers(novelty.recent), patterns: openNumbers(novelty.patterns) },
    tails: { level: reopenTail(tails.level), pattern: reopenTail(tails.pattern) },
  };
}

function reopenTail(kept: Tail): Tail {
  return { ...kept, largest: openNumbers(kept.largest) };
}

/** `reopen` of each part of a device, by the same names. */
function mapParts<K extends string, T>(
  kept: { [key in K]?: T } | undefined,
  reopen: (part: T) => T,
): { [key in K]?: T } | undefined {
  if (kept === undefined) return undefined;
  const parts = { ...kept };
  for (const key in parts) {
    const part = parts[key];
    if (part !== undefined) parts[key] = reopen(part);
  }
  return parts;
}

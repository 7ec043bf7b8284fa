import type { StateKey } from '@/core/state';

import type { Courses } from './course';
import { reopenDayHabit } from './day-habit';
import type { DeviceHabits, OddDays } from './device-habits';
import { openCourses, type KeptCourses, type KeptWeeks } from './kept-courses';
import { oddDaysIn, openValues, type KeptValues } from './kept-values';
import { openLastPoints } from './last-points';
import { openNumbers } from './numbers';
import { knownPulse, never, type KeptPulse, type Pulse } from './pulse';
import { reopenParts } from './reopen-parts';
import { openSizes, type SizeHabit, type Sizes } from './sizes';
import type { Values } from './value-row';

/** As it was kept before. */
export type KeptHabits = Omit<DeviceHabits, keyof Pulse | 'sizes' | 'courses' | 'values' | 'weeks'> &
  KeptPulse & {
    readonly sizes?: Sizes | readonly SizeHabit[] | undefined;
    readonly courses?: Courses | KeptCourses | undefined;
    readonly weeks?: KeptWeeks | undefined;
    readonly values?: Values | KeptValues | undefined;
    readonly hours?: readonly number[] | undefined;
  };

/**
 * With a place for each part by its name, also for those of which nothing is learned yet: where all are of one shape the engine finds
 * a part without a search, and a message asks for a dozen; what is spread into it could come to lie elsewhere.
 */
export function openHabits(known: KeptHabits = { days: 0, lastDay: -1 }): DeviceHabits {
  const { days, lastDay, values, rateMetric, sizes, signal, battery } = known;
  const pulse = knownPulse(known);
  const { lastMinute = never, inMinute = 0, lastWindow = never, inWindow = 0, mostInWindow = 0 } = pulse;
  const { burstFrom = never, inBurst = 0, mostInBurst = 0, lastAt = never, longestSilenceMs = 0 } = pulse;
  const { courses, weeks } = openCourses(known);
  const odds = courses && known.odds;
  const { growths, unlocks, commands, watched, mostViewers, stream, beyond } = known;
  return {
    days,
    lastDay,
    lastMinute,
    inMinute,
    lastWindow,
    inWindow,
    mostInWindow,
    burstFrom,
    inBurst,
    mostInBurst,
    lastAt,
    longestSilenceMs,
    sizes: sizes && openSizes(sizes),
    courses,
    weeks,
    odds: odds && openNumbers(odds),
    values: values && openValues(values),
    oddDays: known.oddDays ?? (values && oddDaysIn(values)),
    rateMetric: rateMetric && openLastPoints(rateMetric),
    growths,
    signal,
    battery,
    unlocks: unlocks && reopenDayHabit(unlocks),
    commands: commands && reopenDayHabit(commands),
    watched: watched && reopenDayHabit(watched),
    mostViewers,
    stream: reopenParts(stream),
    beyond,
  };
}

/** The days of one sort, to be added to. */
export function oddDaysOf(habits: DeviceHabits, key: StateKey, sort: keyof OddDays): number[] {
  const days = ((habits.oddDays ??= {})[key] ??= {});
  return (days[sort] ??= []);
}

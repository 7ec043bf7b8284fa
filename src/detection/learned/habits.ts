import type { StateKey } from '@/core/state';

import type { Beyond } from './beyond';
import type { Courses } from './course';
import { reopenDayHabit, type DayHabit } from './day-habit';
import { openCourses, type KeptCourses, type KeptWeeks, type Weeks } from './kept-courses';
import { oddDaysIn, openValues, type KeptValues } from './kept-values';
import { openLastPoints, type LastPoints } from './last-points';
import type { Odds } from './odds';
import { openNumbers } from './numbers';
import { knownPulse, never, type KeptPulse, type Pulse } from './pulse';
import { reopenParts } from './reopen-parts';
import { openSizes, type Sizes } from './sizes';
import type { Values } from './value-habit';

/** Messages of one device, in windows of ten minutes, as they were kept before. */
export type RateHabit = { window: number; count: number; most: number; windows: number };

/** Payloads on one topic, as they were kept before. */
export type SizeHabit = {
  /** its hash */
  readonly topic: number;
  mean: number;
  most: number;
  reference: number;
  day: number;
  seen: number;
};

/**
 * Of a topic (its hash) whose payloads are larger than usual: how often their mean rose, from where, and to what; `look`: the quarter of a day
 * whose payloads are summed up.
 */
export type SizeGrowth = {
  readonly topic: number;
  look: number;
  sum: number;
  count: number;
  top: number;
  from: number;
  rises: number;
  flatLooks: number;
};

/** A camera's stream, in windows of five minutes: the lowest and highest of each hour of the day, −1 where there was none. */
export type StreamHabit = {
  window: number;
  most: number;
  /** windows in a row that were out of the usual: above, or below */
  above: number;
  below: number;
  readonly low: number[];
  readonly high: number[];
  /** the day on which the bounds of each hour moved last */
  movedOn?: number[];
};

/** A battery, in percent: what it lost on the current day and usually loses on one. */
export type BatteryHabit = {
  percent: number;
  day: number;
  lost: number;
  drops: number;
  lostBefore: number;
  dropsBefore: number;
  usualLoss: number;
  biggestDrop: number;
  days: number;
  /** the day on which a new one came */
  freshOn?: number;
};

/** Of when it speaks, as it was kept before. */
export type SilenceHabit = { lastAt: number; longestMs: number };

/** The best signal of the hour that is not over, and in how many before it was far below what is usual. One metric of it. */
export type SignalHabit = { metric?: 'lqi' | 'rssi'; hour: number; best: number; weakHours: number };

/** After a context (what secured the house, and what came before it): how often, and what exposed it right afterwards. */
export type SequenceContext = {
  readonly key: number;
  times: number;
  /** on how many days each way of exposing followed, and the last of them */
  readonly followed: number[];
  followedOn?: number[];
  /** of the act alone, whatever came before: it is kept where others make room */
  isPlain?: true;
  /** what followed although it never did, by the same index: when (ms since the epoch), the last few */
  odd?: { readonly index: number; readonly at: number; readonly day: number }[];
};
/** `totals`: how often the house was exposed in each way, whatever came before. */
export type SequenceHabit = {
  readonly contexts: SequenceContext[];
  readonly totals: number[];
  /** alarms of which a person said that they were none */
  vain?: { readonly index: number; readonly at: number }[];
};

/** Days on which a reading leapt as never before, and moved again after it had stood still as never before. */
export type OddDays = { leaps?: number[]; stuck?: number[] };

/** What is learned of one device. Each part begins when there is something to learn. */
export type DeviceHabits = Pulse & {
  /** on how many days it was heard, and the last of them */
  days: number;
  lastDay: number;
  /** when it was unlocked; of a door, a window or a cover, opened */
  unlocks?: DayHabit | undefined;
  commands?: DayHabit | undefined;
  watched?: DayHabit | undefined;
  mostViewers?: number | undefined;
  stream?: StreamHabit | undefined;
  /** how often it spoke, for the dear detector, where this device is one of those that have it */
  rateMetric?: LastPoints | undefined;
  battery?: BatteryHabit | undefined;
  signal?: SignalHabit | undefined;
  /** where each of its numbers usually lies, and by the hour of the week where there is room for it */
  courses?: Courses | undefined;
  weeks?: Weeks | undefined;
  /** how far each of them strays, in the order of `courses` */
  odds?: Odds | undefined;
  values?: Values | undefined;
  /** on which days a reading did what it never did */
  oddDays?: { [K in StateKey]?: OddDays } | undefined;
  /** one a topic, the first few */
  sizes?: Sizes | undefined;
  growths?: SizeGrowth[] | undefined;
  /** what went beyond the bars of its habits, by the name of the bar */
  beyond?: Record<string, Beyond> | undefined;
};

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

import type { StateKey } from '@/core/state';

import type { Courses } from './course';
import type { DayHabit } from './day-habit';
import type { Weeks } from './kept-courses';
import type { LastPoints } from './last-points';
import type { Odds } from './odds';
import type { Pulse } from './pulse';
import type { Sizes } from './sizes';
import type { Values } from './value-row';

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

/**
 * What went beyond the bar of one habit, in the unit of that bar; more is odder. Only what alarms or moves a bar is written down,
 * so that most devices have none.
 */
export type Beyond = {
  /** what alarmed, the last few: from when to when (ms since the epoch), and how far it went */
  told?: ToldBeyond[];
  /** on which days */
  days?: number[];
  /** as far as a person said that it may go */
  vouched?: number;
  /** the furthest that came on one day only */
  onceOn?: number;
  once?: number;
  /** the day on which the bar moved last, and where it was on the day before */
  movedOn?: number;
  movedFrom?: number;
};

export type ToldBeyond = { readonly at: number; until: number; level: number };

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

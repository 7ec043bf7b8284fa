import type { Activity } from './activity';
import type { DeviceId } from './device';
import type { StateKey } from './state';

/** What of a state is a number, and so can be drawn. */
export const measuredStates = [
  'temperatureC',
  'humidityPercent',
  'powerW',
  'energyKwh',
  'voltageV',
  'pressureHpa',
  'illuminanceLux',
  'deviceTemperatureC',
  'viewers',
  'bitrateKbps',
] as const satisfies readonly StateKey[];

/**
 * Everything of which a course over time is kept. `messages`: heard a minute; `lqi` 0–255; `rssi` in dBm; `messageBytes`: the largest of
 * them that is no picture. What was learned is kept by the places in this list: nothing in it moves, and what is new stands last.
 */
export const metrics = ['battery', 'lqi', 'rssi', 'messages', ...measuredStates, 'messageBytes'] as const;
export type Metric = (typeof metrics)[number];

/** What was told within a step of time that begins at `at` (ms since the epoch); of a raw point all four are one value. */
export type SeriesPoint = {
  readonly at: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly last: number;
  readonly count: number;
};

/** What was expected at a time, by whoever learned it. */
export type Band = { readonly at: number; readonly low: number; readonly high: number };

/** A span of a series. `stepMs`: how long a point lasts, 0 for raw ones. `points`: oldest first. */
export type SeriesSpan = {
  readonly stepMs: number;
  readonly points: readonly SeriesPoint[];
  /** steps in which somebody listened and nothing was told are not in `points`; nobody listened outside of these */
  readonly listened: readonly { readonly from: number; readonly to: number }[];
};

/** So many courses of a home are kept at once: one that was begun goes on, and in a larger home the last ones are not begun. */
export const mostCourses = 4_000;

/** A home of more devices is not shown again from memory. */
export const mostSeenDevices = 3_000;

/** What is kept now: every course of the home; in a large home this one and not all others; or others, and not this one. */
export type KeptCourses = 'all' | 'this' | 'others';

/** A span, and whether its course goes on. */
export type KeptSpan = SeriesSpan & { readonly keeps: KeptCourses };

/** Something that a device did, as it is kept for a year. */
export type KeptEvent = { readonly device: DeviceId; readonly name: string; readonly activity: Activity };

export type HistoryQuery = {
  readonly device: DeviceId;
  readonly metric: Metric;
  readonly from: number;
  readonly to: number;
};

export type HistoryState =
  /** this session keeps none, or it is not known yet */
  | { readonly status: 'off' }
  /** `leavesOpen`: something that lay open before there was a vault did not fit under it yet */
  | { readonly status: 'keeping'; readonly encrypted: boolean; readonly leavesOpen: boolean }
  /** there is a vault, and it was not unlocked since the session began */
  | { readonly status: 'locked' }
  /** another tab of this browser does it */
  | { readonly status: 'elsewhere' }
  /** the disk is full: what is seen now is not kept */
  | { readonly status: 'full' }
  /** this browser keeps nothing, or this page came without https */
  | { readonly status: 'unavailable' };

/** What is kept of this home. `since`: ms since the epoch; null: nothing. */
export type HistorySummary = {
  readonly usedBytes: number;
  /** more is not kept */
  readonly mostBytes: number;
  readonly raw: { readonly since: number | null };
  readonly minutes: { readonly since: number | null };
  readonly hours: { readonly since: number | null };
  readonly events: { readonly since: number | null };
  readonly alerts: { readonly number: number };
  /** why a past that was offered with this home could not be taken, in a sentence; null: there is nothing to say */
  readonly refusedPast: string | null;
  /** of how many courses that were told since this session began so many are kept */
  readonly courses: { readonly kept: number; readonly of: number };
  /** it can be shown again without a connection */
  readonly isHomeKept: boolean;
};

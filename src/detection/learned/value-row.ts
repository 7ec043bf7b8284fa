/**
 * Readings of slow quantities of a device, as they usually are, side by side; `value` names the places of one. What each reading asks and
 * changes comes first, what is asked when an hour is over behind it. Numbers in the reading's own unit.
 */
export type Values = number[];

export const value = {
  /** which: its place in `quantities` */
  quantity: 0,
  last: 1,
  /** ms since the epoch */
  lastAt: 2,
  seen: 3,
  low: 4,
  high: 5,
  /** between two readings that came soon after each other */
  biggestStep: 6,
  /** the same value again and again: how many readings, and since when (ms since the epoch) */
  run: 7,
  runSince: 8,
  /** between two readings, in ms; `unknown` before the second */
  usualGapMs: 9,
  /** the hour that is not over, counted through the days, its readings together, and how many */
  hour: 10,
  hourSum: 11,
  hourCount: 12,
  /** what is usual in that hour; `unknown` until enough days have told */
  usualNow: 13,
  /** the longest run yet, in readings and in ms */
  longestRun: 14,
  longestRunMs: 15,
  /** how far the last day was from what is usual, and how far it usually is */
  drift: 16,
  usualDrift: 17,
  /** over how many days each hour of the day is known: six hours in a number, five bits each */
  usualDays: 18,
  /** by hour of the day; learned a day at a time, so that what drifts cannot teach it */
  usual: 22,
  /** the half hour that is not over (ms since the epoch), how low and high it was in it, and in the one before */
  climbSince: 46,
  lowNow: 47,
  highNow: 48,
  lowBefore: 49,
  highBefore: 50,
  /** within the last of these half hours; 0: no more than matters */
  biggestClimb: 51,
  /** what it was before the last, if it has been one of the same two (else `unknown`): how many readings, since when (ms since the epoch), and the longest yet */
  other: 52,
  twoRun: 53,
  twoSince: 54,
  longestTwoMs: 55,
} as const;

const hoursOfDay = 24;
/** the width before is twice 23, which this has not: with no more rows than quantities, a length says which it is */
export const valueWidth = value.longestTwoMs + 1;
/** as it was kept before: up to what is usual */
export const olderValueWidth = value.usual + hoursOfDay;
/** a number that JSON keeps, and no reading is */
export const unknown = -Number.MAX_VALUE;

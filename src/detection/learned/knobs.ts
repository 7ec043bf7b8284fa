/**
 * Everything that can be turned about the statistical detector; `npm run bench:detector` shows what halving and doubling
 * each costs. One setting serves every metric of every home: what differs between metrics is learned.
 */
export type Knobs = {
  /** points in a pattern */
  readonly patternLength: number;
  /** patterns remembered */
  readonly patterns: number;
  /** a pattern nearer to a remembered one than this share of the usual distance is the same one */
  readonly likeness: number;
  /** how fast the next value's forecast follows the last ones, 0–1 */
  readonly stepRate: number;
  /** points after which mean, spread and what the hours explain are half forgotten, about */
  readonly memoryPoints: number;
  /** the share of the variance that the hour of the day must explain before it is believed */
  readonly hoursExplain: number;
  /** the largest values that a tail remembers; no word before it has seen so many */
  readonly tailLength: number;
  /** points of quiet after an alarm, unless something worse comes */
  readonly restPoints: number;
};

export const knobs: Knobs = {
  patternLength: 7,
  patterns: 160,
  likeness: 0.3,
  stepRate: 0.3,
  memoryPoints: 1_000,
  hoursExplain: 0.3,
  tailLength: 40,
  restPoints: 100,
};

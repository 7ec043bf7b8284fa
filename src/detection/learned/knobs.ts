/**
 * Every number that somebody chose about the statistical detector; `npm run bench:detector` shows what halving and doubling
 * each costs. One setting serves every metric of every home: what differs between metrics is learned.
 */
export type Knobs = {
  /** points in a pattern, six at least; the newest counts most, and the oldest hardly */
  readonly patternLength: number;
  /** patterns remembered */
  readonly patterns: number;
  /** a pattern nearer to a remembered one than this share of the usual distance is the same one */
  readonly likeness: number;
  /** points after which mean, spread and what the hours explain are half forgotten, about */
  readonly memoryPoints: number;
  /** the largest values that a tail remembers; no word before it has seen so many */
  readonly tailLength: number;
  /** what fell out of the last so many points is forgotten by a tail: four weeks of a metric that comes every minute */
  readonly tailMemoryPoints: number;
  /** a tail is as heavy as this at least: a stream that was always the same must not make a wonder of its first other number */
  readonly lightestTail: number;
  /** points of quiet after an alarm, unless something worse comes */
  readonly restPoints: number;
};

export const knobs: Knobs = {
  patternLength: 12,
  patterns: 160,
  likeness: 0.3,
  memoryPoints: 1_000,
  tailLength: 40,
  tailMemoryPoints: 40_000,
  lightestTail: 0.05,
  restPoints: 100,
};

import { learnHour, openHours, usualAt, type Hours } from './hours';
import { knobs as standardKnobs, type Knobs } from './knobs';
import { noveltyOf, openNovelty, type Novelty } from './novelty';
import { edgeOf, openTail, surprise, type Tail } from './tail';

/** Everything learned of one metric: plain data that JSON keeps, within a bound whatever the number of points. */
export type MetricState = {
  readonly hours: Hours;
  readonly novelty: Novelty;
  readonly tails: { readonly level: Tail; readonly pattern: Tail };
  readonly rest: { peak: number; left: number };
};

/** How unusual a point is, in decimal digits of improbability, and why. */
export type Unusual = {
  /** the parts together; 0 while it rests after an alarm that was worse */
  readonly digits: number;
  /** far from what is usual at this hour */
  readonly level: number;
  /** the last values together are like none before */
  readonly pattern: number;
};

export function openMetric(): MetricState {
  return {
    hours: openHours(),
    novelty: openNovelty(),
    tails: { level: openTail(), pattern: openTail() },
    rest: { peak: 0, left: 0 },
  };
}

/**
 * Takes the next value of a metric: O(1), causal, and the same state makes the same word of the same value. Two views
 * look at it, each calibrated by its own past; their digits are added, because what both find odd at once is odder.
 */
export function judge(metric: MetricState, value: number, hour: number, knobs: Knobs = standardKnobs): Unusual {
  const { hours, tails, novelty } = metric;
  const off = hours.points === 0 ? 0 : Math.abs(value - usualAt(hours, hour));
  const level = surprise(tails.level, off, knobs);
  learnHour(hours, hour, value, edgeOf(tails.level, knobs), knobs);
  const distance = noveltyOf(novelty, value, knobs);
  const pattern = distance === null ? 0 : surprise(tails.pattern, distance, knobs);
  return { digits: rested(metric.rest, level + pattern, knobs.restPoints), level, pattern };
}

/** After an alarm only what is worse is said, until the rest is over; then what was worst fades as slowly. */
function rested(rest: MetricState['rest'], digits: number, restPoints: number): number {
  if (digits > rest.peak) {
    rest.peak = digits;
    rest.left = restPoints;
    return digits;
  }
  if (rest.left > 0) rest.left--;
  else rest.peak *= 1 - 1 / restPoints;
  return 0;
}

/** 0…1, comparable between metrics: half of what is missing to 1 goes with each four digits. */
export function scoreOf(digits: number): number {
  return 1 - 2 ** (-digits / 4);
}

import type { Knobs } from './knobs';

/** The last values of a metric, and the distinct patterns they have made so far, one after the other in one array. */
export type Novelty = {
  /** the newest last; as long as a pattern */
  readonly recent: number[];
  readonly patterns: number[];
  /** where the next one goes once there is no more room: the oldest is given up */
  next: number;
  /** how far the next pattern usually is from the nearest, and of how many that is the mean */
  usual: number;
  seen: number;
  /** where in `patterns` the nearest was last time: it is looked at first */
  nearest?: number;
};

export function openNovelty(): Novelty {
  return { recent: [], patterns: [], next: 0, usual: 0, seen: 0 };
}

/**
 * How far the last values, taken together, are from every pattern seen before, in the metric's own unit; null until there
 * is something to compare. A pattern is learned at once, so what comes twice is no news the second time.
 */
export function noveltyOf(novelty: Novelty, value: number, knobs: Knobs): number | null {
  const { recent, patterns } = novelty;
  const { patternLength, likeness, memoryPoints } = knobs;
  recent.push(value);
  if (recent.length > patternLength) recent.shift();
  if (recent.length < patternLength) return null;
  if (patterns.length === 0) {
    patterns.push(...recent);
    return null;
  }
  const distance = nearest(novelty);
  novelty.seen++;
  novelty.usual += Math.max(1 / memoryPoints, 1 / novelty.seen) * (distance - novelty.usual);
  if (distance > likeness * novelty.usual) remember(novelty, knobs.patterns);
  return distance;
}

/**
 * The mean of the absolute differences, in which the newest counts most: a window with sharp edges would make all of what it
 * finds hang on its length. From the newest back, and each pattern is left as soon as it cannot be the nearest any more; the one
 * that was the nearest last time, and those around it, are looked at first, so that most are left at their first number.
 */
function nearest(novelty: Novelty): number {
  const { recent, patterns } = novelty;
  const length = recent.length;
  const first = Math.min(novelty.nearest ?? 0, patterns.length - length);
  let best = Number.POSITIVE_INFINITY;
  let start = first;
  do {
    let sum = 0;
    // both indices stay inside their arrays; a check for undefined here would double the cost of a point
    for (let index = length - 1; index >= 0 && sum < best; index--) {
      sum += (index + 1) * Math.abs(recent[index]! - patterns[start + index]!);
    }
    if (sum < best) {
      best = sum;
      novelty.nearest = start;
    }
    start += length;
    if (start >= patterns.length) start = 0;
    // nothing is nearer than what is the same
  } while (start !== first && best > 0);
  return best / ((length * (length + 1)) / 2);
}

function remember(novelty: Novelty, most: number): void {
  const { recent, patterns } = novelty;
  if (patterns.length < most * recent.length) {
    patterns.push(...recent);
    return;
  }
  const start = novelty.next * recent.length;
  for (const [index, value] of recent.entries()) patterns[start + index] = value;
  novelty.next = (novelty.next + 1) % most;
}

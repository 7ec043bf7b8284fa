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
  if (recent.length < patternLength) recent.push(value);
  else moveOn(recent, value);
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
 * finds hang on its length. Most patterns are seen off by their newest six, compared at one go because where else to leave them
 * could not be foreseen; the one that was the nearest last time, and those around it, are looked at first.
 */
function nearest(novelty: Novelty): number {
  const { recent, patterns } = novelty;
  const length = recent.length;
  // all indices stay inside their arrays, for no pattern is shorter than six; a check for undefined would double the cost of a point
  const one = recent[length - 1]!;
  const two = recent[length - 2]!;
  const three = recent[length - 3]!;
  const four = recent[length - 4]!;
  const five = recent[length - 5]!;
  const six = recent[length - 6]!;
  const first = Math.min(novelty.nearest ?? 0, patterns.length - length);
  let best = Number.POSITIVE_INFINITY;
  let where = first;
  let start = first;
  do {
    const end = start + length;
    let sum =
      length * Math.abs(one - patterns[end - 1]!) +
      (length - 1) * Math.abs(two - patterns[end - 2]!) +
      (length - 2) * Math.abs(three - patterns[end - 3]!) +
      (length - 3) * Math.abs(four - patterns[end - 4]!) +
      (length - 4) * Math.abs(five - patterns[end - 5]!) +
      (length - 5) * Math.abs(six - patterns[end - 6]!);
    if (sum < best) {
      for (let index = length - 7; index >= 0; index--)
        sum += (index + 1) * Math.abs(recent[index]! - patterns[start + index]!);
      if (sum < best) {
        best = sum;
        where = start;
      }
    }
    start = end === patterns.length ? 0 : end;
    // nothing is nearer than what is the same
  } while (start !== first && best > 0);
  novelty.nearest = where;
  return best / ((length * (length + 1)) / 2);
}

/** In its place: what grows and shrinks at each point is made anew again and again. */
function moveOn(recent: number[], value: number): void {
  const last = recent.length - 1;
  for (let index = 0; index < last; index++) recent[index] = recent[index + 1]!;
  recent[last] = value;
}

function remember(novelty: Novelty, most: number): void {
  const { recent, patterns } = novelty;
  if (patterns.length < most * recent.length) {
    patterns.push(...recent);
    return;
  }
  const start = novelty.next * recent.length;
  for (let index = 0; index < recent.length; index++) patterns[start + index] = recent[index]!;
  novelty.next = (novelty.next + 1) % most;
}

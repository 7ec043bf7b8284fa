import type { Knobs } from './knobs';

/**
 * What is rare for one stream of numbers ≥ 0: the largest of them, in falling order, and when each came. Plain data, so
 * that it can be kept. `seen` counts all.
 */
export type Tail = { seen: number; readonly largest: number[]; readonly cameAt: number[] };

/** what a logarithm needs where a value is 0 */
const tiny = 1e-12;

export function openTail(): Tail {
  return { seen: 0, largest: [], cameAt: [] };
}

/**
 * How surprising `value` is after all before it, as −log₁₀ of the share of them that were as large; 0 where it is not
 * among the largest. Beyond the largest the tail is carried on as a power law (Hill's estimate). The share is what makes
 * one threshold mean the same for every metric: nothing is assumed of how its values are distributed.
 */
export function surprise(tail: Tail, value: number, knobs: Knobs): number {
  const { tailLength: length, tailMemoryPoints } = knobs;
  const { largest, cameAt } = tail;
  tail.seen++;
  const rank = rankOf(largest, value);
  const surprised = tail.seen > length ? surpriseAt(tail, rank, value, knobs) : 0;
  if (rank < length) {
    largest.splice(rank, 0, value);
    cameAt.splice(rank, 0, tail.seen);
    if (largest.length > length) {
      largest.pop();
      cameAt.pop();
    }
  }
  forgetOne(tail, tailMemoryPoints);
  return surprised;
}

/** The smallest value that is among the largest; beyond all numbers until there are as many as it remembers. */
export function edgeOf({ largest }: Tail, { tailLength }: Knobs): number {
  return largest.length < tailLength ? Number.POSITIVE_INFINITY : (largest.at(-1) ?? Number.POSITIVE_INFINITY);
}

function surpriseAt({ seen, largest }: Tail, rank: number, value: number, knobs: Knobs): number {
  if (rank >= largest.length || largest.length < knobs.tailLength) return 0;
  const share = Math.log10(Math.min(seen, knobs.tailMemoryPoints) / (rank + 1));
  const top = largest[0] ?? 0;
  if (rank > 0 || value <= top) return share;
  let heaviness = 0;
  const last = Math.log((largest.at(-1) ?? 0) + tiny);
  for (const one of largest) heaviness += Math.log(one + tiny) - last;
  const exponent = Math.max(heaviness / largest.length, knobs.lightestTail);
  return share + Math.log10((value + tiny) / (top + tiny)) / exponent;
}

/** Behind those that are as large: what was there before is not more unusual than what comes now. */
function rankOf(falling: readonly number[], value: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((falling[middle] ?? 0) >= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One a point, in turn, is enough to keep up, and costs nothing. */
function forgetOne({ seen, largest, cameAt }: Tail, memoryPoints: number): void {
  const index = seen % Math.max(1, largest.length);
  if (seen - (cameAt[index] ?? seen) <= memoryPoints) return;
  largest.splice(index, 1);
  cameAt.splice(index, 1);
}

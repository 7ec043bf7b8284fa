import type { SeriesPoint } from './history';

/** One value told at a moment. */
export function pointOf(at: number, value: number): SeriesPoint {
  return { at, min: value, max: value, mean: value, last: value, count: 1 };
}

/** Two points of one step as one; `other` is the later. Associative, so that steps can be built of smaller steps. */
export function joinPoints(one: SeriesPoint, other: SeriesPoint): SeriesPoint {
  const count = one.count + other.count;
  return {
    at: one.at,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
    mean: (one.mean * one.count + other.mean * other.count) / count,
    last: other.last,
    count,
  };
}

/** Points, oldest first, in steps of `stepMs` that begin at multiples of it. */
export function inSteps(points: readonly SeriesPoint[], stepMs: number): readonly SeriesPoint[] {
  const steps: SeriesPoint[] = [];
  for (const point of points) {
    const at = point.at - (point.at % stepMs);
    const last = steps.at(-1);
    if (last?.at === at) steps[steps.length - 1] = joinPoints(last, point);
    else steps.push({ ...point, at });
  }
  return steps;
}

/** Two lists of steps, each oldest first, as one; where both have a step, `later` came later. */
export function mergeSteps(one: readonly SeriesPoint[], later: readonly SeriesPoint[]): readonly SeriesPoint[] {
  const first = later[0];
  if (first === undefined) return one;
  if ((one.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < first.at) return [...one, ...later];
  const byStart = new Map(one.map((point) => [point.at, point]));
  for (const point of later) {
    const known = byStart.get(point.at);
    byStart.set(point.at, known === undefined ? point : joinPoints(known, point));
  }
  return [...byStart.values()].toSorted((a, b) => a.at - b.at);
}

const niceSteps = [60_000, 300_000, 900_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000];

/** The smallest step, not smaller than `leastMs`, of which `spanMs` has no more than `most`. */
export function stepFor(spanMs: number, most: number, leastMs: number): number {
  const fits = niceSteps.find((step) => step >= leastMs && spanMs / step <= most);
  return fits ?? 7 * 86_400_000;
}

import { judge, openMetric } from './metric-detector';
import { openNumbers } from './numbers';

/** The last points of a metric, the oldest at `next` once there is no more room: each as value × 24 + hour of the day. */
export type LastPoints = { readonly points: number[]; next: number };

/** two weeks, where they come every ten minutes */
export const mostPoints = 2_016;
const hoursOfDay = 24;

export function openLastPoints({ points, next }: LastPoints = { points: [], next: 0 }): LastPoints {
  return { points: openNumbers(points), next };
}

/** `value`: a whole number ≥ 0. */
export function addPoint(last: LastPoints, value: number, hour: number): void {
  const point = value * hoursOfDay + hour;
  if (last.points.length < mostPoints) {
    last.points.push(point);
    return;
  }
  last.points[last.next] = point;
  last.next = (last.next + 1) % mostPoints;
}

/**
 * What the dear detector says of a value after these, in decimal digits of improbability. It judges each of them in its turn, which takes some
 * milliseconds: for whoever asks seldom that is a hundredth of what it would cost to be told of each point when it comes.
 */
export function digitsAfter({ points, next }: LastPoints, value: number, hour: number): number {
  const metric = openMetric();
  for (let turn = 0; turn < points.length; turn++) {
    const point = points[(next + turn) % points.length]!; // inside of it
    judge(metric, Math.floor(point / hoursOfDay), point % hoursOfDay);
  }
  return judge(metric, value, hour).digits;
}

import { judge, type MetricState } from './metric-detector';
import { pulseWidth, type Pulse } from './pulse';

/** so many points of a metric wait for each other: three hours of them, where they come every ten minutes */
export const mostWaiting = 20;
const hoursOfDay = 24;

/**
 * The digits of a point where somebody asks for them (`isAsked`), else 0: then it waits until one is asked for, or until there
 * are enough to be judged together. Each is judged in its turn, so what is said of one is the same; but what a metric
 * remembers is much more than a processor keeps at hand, and is fetched once for all of them. They wait behind the pulse, which
 * is at hand already.
 */
export function judgeLater(metric: MetricState, waiting: Pulse, value: number, hour: number, isAsked: boolean): number {
  if (!isAsked) {
    waiting.push(value * hoursOfDay + hour);
    if (waiting.length < pulseWidth + mostWaiting) return 0;
  }
  for (let at = pulseWidth; at < waiting.length; at++) {
    const point = waiting[at]!; // inside of it
    judge(metric, Math.floor(point / hoursOfDay), point % hoursOfDay);
  }
  noneWaits(waiting);
  return isAsked ? judge(metric, value, hour).digits : 0;
}

/** Nobody will judge them: the metric is gone. */
export function noneWaits(waiting: Pulse): void {
  if (waiting.length > pulseWidth) waiting.length = pulseWidth;
}

import { judge, type MetricState } from './metric-detector';

/** so many points of a metric wait for each other: three hours of them, where they come every ten minutes */
const together = 20;
const hoursOfDay = 24;

/**
 * The digits of a point where somebody asks for them (`isAsked`), else 0: then it waits until one is asked for, or until there
 * are enough to be judged together. Each is judged in its turn, so what is said of one is the same; but what a metric
 * remembers is much more than a processor keeps at hand, and is fetched once for all of them.
 */
export function judgeLater(metric: MetricState, value: number, hour: number, isAsked: boolean): number {
  const later = (metric.later ??= []);
  if (!isAsked) {
    later.push(value * hoursOfDay + hour);
    if (later.length < together) return 0;
  }
  for (const point of later) judge(metric, Math.floor(point / hoursOfDay), point % hoursOfDay);
  later.length = 0;
  return isAsked ? judge(metric, value, hour).digits : 0;
}

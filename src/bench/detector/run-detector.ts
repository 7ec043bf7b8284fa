import { judge, openMetric, scoreOf } from '@/detection/learned/metric-detector';
import { knobs as standardKnobs, type Knobs } from '@/detection/learned/knobs';

import type { NabFile } from './nab-data';

/** One pass over a file, no look ahead: how unusual each row is, 0…1. */
export function runDetector({ values, times }: NabFile, knobs: Knobs = standardKnobs): Float64Array {
  const metric = openMetric();
  return Float64Array.from(values, (value, row) => {
    const hour = new Date(times[row] ?? 0).getUTCHours();
    return Number.isFinite(value) ? scoreOf(judge(metric, value, hour, knobs).digits) : 0;
  });
}

import type { Knobs } from './knobs';

/** What is usual for a metric in each hour of the day, and whether the hour explains anything. */
export type Hours = {
  readonly usual: number[];
  readonly seen: number[];
  /** of all values, whatever the hour */
  mean: number;
  variance: number;
  /** what is left of the variance when the hour is known */
  left: number;
  points: number;
};

/** as many times an hour must have been met before it says anything */
const believed = 6;
/** an outlier pulls no more than so many standard deviations, once there are enough points to know one */
const mostPull = 4;
const enough = 50;

export function openHours(): Hours {
  return {
    usual: Array.from({ length: 24 }, () => 0),
    seen: Array.from({ length: 24 }, () => 0),
    mean: 0,
    variance: 0,
    left: 0,
    points: 0,
  };
}

/** What would have been usual at this hour; where hours explain too little, what is usual at any. */
export function usualAt(hours: Hours, hour: number, { hoursExplain }: Knobs): number {
  const isBelieved = (hours.seen[hour] ?? 0) >= believed && hours.left < (1 - hoursExplain) * hours.variance;
  return isBelieved ? (hours.usual[hour] ?? hours.mean) : hours.mean;
}

export function learnHour(hours: Hours, hour: number, value: number, { memoryPoints }: Knobs): void {
  hours.points++;
  if (hours.points === 1) hours.mean = value;
  const rate = Math.max(1 / memoryPoints, 1 / hours.points);
  const pull = (difference: number, variance: number) => {
    if (hours.points <= enough) return difference;
    const most = mostPull * Math.sqrt(variance);
    return Math.max(-most, Math.min(most, difference));
  };
  const spread = hours.variance;
  const off = pull(value - hours.mean, spread);
  hours.mean += rate * off;
  hours.variance += rate * (off * off - hours.variance);
  const seen = hours.seen[hour] ?? 0;
  const usual = seen === 0 ? value : (hours.usual[hour] ?? value);
  const offHour = pull(value - usual, spread);
  if (seen > 0) hours.left += rate * (offHour * offHour - hours.left);
  hours.seen[hour] = seen + 1;
  // an hour comes around less often than a point: it forgets as many times faster
  hours.usual[hour] = usual + Math.max(20 / memoryPoints, 1 / (seen + 1)) * (value - usual);
}

import type { Knobs } from './knobs';

/** What is usual for a metric in each hour of the day, and how much the hour explains. */
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

const hoursOfDay = 24;

export function openHours(): Hours {
  return {
    usual: Array.from({ length: hoursOfDay }, () => 0),
    seen: Array.from({ length: hoursOfDay }, () => 0),
    mean: 0,
    variance: 0,
    left: 0,
    points: 0,
  };
}

/**
 * What would have been usual at this hour: between what is usual at any and what is usual at this one, nearer to that the more
 * of the variance the hour has explained so far.
 */
export function usualAt({ usual, seen, mean, variance, left }: Hours, hour: number): number {
  if ((seen[hour] ?? 0) === 0 || variance === 0) return mean;
  const explained = Math.max(0, 1 - left / variance);
  return mean + explained * ((usual[hour] ?? mean) - mean);
}

/** `most`: a value pulls no further than this, so that an outlier cannot hide the next one. */
export function learnHour(hours: Hours, hour: number, value: number, most: number, { memoryPoints }: Knobs): void {
  hours.points++;
  if (hours.points === 1) hours.mean = value;
  const rate = Math.max(1 / memoryPoints, 1 / hours.points);
  const off = within(value - hours.mean, most);
  hours.mean += rate * off;
  hours.variance += rate * (off * off - hours.variance);
  const seen = hours.seen[hour] ?? 0;
  const usual = seen === 0 ? value : (hours.usual[hour] ?? value);
  const offHour = within(value - usual, most);
  if (seen > 0) hours.left += rate * (offHour * offHour - hours.left);
  hours.seen[hour] = seen + 1;
  // an hour comes around less often than a point: it forgets as many times faster
  hours.usual[hour] = usual + Math.max(hoursOfDay / memoryPoints, 1 / (seen + 1)) * offHour;
}

function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

import type { Expectation } from '@/core/expectation';
import type { Band, HistoryQuery, Metric } from '@/core/history';

import { expectedAt, type Expected, type UsualCourse } from './course';
import { courseOf } from './courses';
import type { DeviceHabits } from './device-habits';
import { hourOf, type LocalTime } from './local-time';
import { daysBefore, isRipe, learningDays } from './ripe';
import { usualMost } from './sizes';

const hourMs = 60 * 60_000;
/** a chart has no more columns */
const mostSteps = 400;
/** between what a metric can lie at all; every other number but these is never below zero */
const bounds: { readonly [M in Metric]?: readonly [number, number] } = {
  lqi: [0, 255],
  humidityPercent: [0, 100],
  temperatureC: [-273, Number.POSITIVE_INFINITY],
  deviceTemperatureC: [-273, Number.POSITIVE_INFINITY],
  rssi: [Number.NEGATIVE_INFINITY, 0],
  powerW: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
};
const coarseness = ['weekday', 'kind', 'hour', 'range'] as const;

/** What is usual of a number of a device, in each hour between `from` and `to` (ms since the epoch), or in steps of several. */
export function expectationOf(
  habits: DeviceHabits,
  { metric, from, to }: HistoryQuery,
  localTime: (at: number) => LocalTime,
): Expectation {
  if (metric === 'battery') return ofBattery(habits);
  if (metric === 'messageBytes') return ofSizes(habits, from, to);
  const course = courseOf(habits, metric);
  if (course === undefined) return { status: 'none' };
  if (!isRipe(course)) return { status: 'learning', progress: { days: course.days, of: learningDays } };
  let coarsest = 0;
  const band: Band[] = [];
  const hours = hoursAStep(from, to);
  for (const at of stepsBetween(from, to)) {
    const step = widest(course, at, hours, localTime);
    coarsest = Math.max(coarsest, coarseness.indexOf(step.basis));
    band.push({ at, ...bounded(metric, step) });
  }
  return { status: 'usual', basis: coarseness[coarsest] ?? 'range', days: daysBefore(course), band };
}

function ofBattery(habits: DeviceHabits): Expectation {
  const { battery } = habits;
  if (battery === undefined) return { status: 'none' };
  if (!isRipe(habits)) return { status: 'learning', progress: { days: habits.days, of: learningDays } };
  return {
    status: 'empties',
    percentADay: battery.usualLoss,
    stepPercent: battery.biggestDrop,
    days: daysBefore(habits),
  };
}

/** Of messages on any of its topics: `payloadSize` judges each by its own. */
function ofSizes(habits: DeviceHabits, from: number, to: number): Expectation {
  const most = usualMost(habits.sizes ?? []);
  if (most === 0) return { status: 'none' };
  if (!isRipe(habits)) return { status: 'learning', progress: { days: habits.days, of: learningDays } };
  const band = stepsBetween(from, to).map((at) => ({ at, low: 0, high: most }));
  return { status: 'usual', basis: 'range', days: daysBefore(habits), band };
}

function hoursAStep(from: number, to: number): number {
  return Math.max(1, Math.ceil((to - from) / hourMs / mostSteps));
}

/** When each step begins. */
function stepsBetween(from: number, to: number): readonly number[] {
  const first = Math.floor(from / hourMs) * hourMs;
  const stepMs = hoursAStep(from, to) * hourMs;
  return Array.from({ length: Math.floor((to - first) / stepMs) + 1 }, (_, step) => first + step * stepMs);
}

/** Of so many hours together. */
function widest(course: UsualCourse, from: number, hours: number, localTime: (at: number) => LocalTime): Expected {
  const each = Array.from({ length: hours }, (_, hour) => {
    const now = localTime(from + hour * hourMs);
    return expectedAt(course, now.weekday, hourOf(now));
  });
  return {
    low: Math.min(...each.map(({ low }) => low)),
    high: Math.max(...each.map(({ high }) => high)),
    basis: coarseness.findLast((basis) => each.some((one) => one.basis === basis)) ?? 'range',
  };
}

function bounded(metric: Metric, { low, high }: Expected): { readonly low: number; readonly high: number } {
  const [least, most] = bounds[metric] ?? [0, Number.POSITIVE_INFINITY];
  return { low: Math.max(least, low), high: Math.min(most, high) };
}

import type { DeviceHabits, SizeGrowth } from './device-habits';
import type { LocalTime } from './local-time';

/** a mean that is larger than its reference by less is as it was */
const within = { times: 1.05, bytes: 8 } as const;
/** it is looked at so many times a day, for nobody's day is as its night */
const looksADay = 4;
/** larger than ever by so much, since the last look */
const rise = { share: 0.01, bytes: 4 } as const;
/** a newer firmware makes one step, of which two looks may see a part; after a day without another it is over */
const enough = { rises: 6, flatLooks: looksADay, messages: 4 } as const;
/** by then it has grown beyond its reference, and since it began to grow */
const grown = { times: 1.35, sinceShare: 0.2, sinceBytes: 32 } as const;

/** Payloads on one topic (its hash), in bytes: this one, their mean of late, and what is usual. */
export type Payloads = {
  readonly topic: number;
  readonly bytes: number;
  readonly mean: number;
  readonly reference: number;
};

/** Whether there is anything to follow: nearly always there is not. */
export function mayGrow({ growths }: DeviceHabits, mean: number, reference: number): boolean {
  return (growths !== undefined && growths.length > 0) || isLarger(mean, reference);
}

/**
 * Follows a mean that creeps: true where it rose again and again over days, no step of it worth a word.
 */
export function isGrowing(habits: DeviceHabits, sizes: Payloads, { day, minute }: LocalTime): boolean {
  const { topic, bytes, mean, reference } = sizes;
  const growth = habits.growths?.find((one) => one.topic === topic);
  if (growth === undefined) {
    if (isLarger(mean, reference)) (habits.growths ??= []).push(openGrowth(sizes, lookOf(day, minute)));
    return false;
  }
  // one huge message makes no growth
  growth.sum += Math.min(bytes, 2 * mean);
  growth.count++;
  const look = lookOf(day, minute);
  if (look === growth.look || growth.count < enough.messages) return false;
  const meanNow = growth.sum / growth.count;
  growth.sum = 0;
  growth.count = 0;
  growth.look = look;
  if (!isLarger(meanNow, reference)) {
    habits.growths = habits.growths?.filter((one) => one !== growth);
    return false;
  }
  follow(growth, meanNow, reference);
  const since = meanNow - growth.from;
  return (
    growth.rises >= enough.rises &&
    meanNow > grown.times * reference &&
    since >= Math.max(grown.sinceBytes, grown.sinceShare * reference)
  );
}

function openGrowth({ topic, reference }: Payloads, look: number): SizeGrowth {
  return { topic, look, sum: 0, count: 0, top: reference, from: reference, rises: 0, flatLooks: 0 };
}

function isLarger(mean: number, reference: number): boolean {
  return mean > within.times * reference + within.bytes;
}

function follow(growth: SizeGrowth, mean: number, reference: number): void {
  if (mean >= growth.top + Math.max(rise.bytes, rise.share * reference)) {
    if (growth.rises === 0) growth.from = growth.top;
    growth.rises++;
    growth.top = mean;
    growth.flatLooks = 0;
  } else if (++growth.flatLooks >= enough.flatLooks) {
    growth.rises = 0;
    growth.flatLooks = 0;
  }
}

function lookOf(day: number, minute: number): number {
  return day * looksADay + Math.floor((minute * looksADay) / (24 * 60));
}

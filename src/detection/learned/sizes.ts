import { openNumbers } from './numbers';

/**
 * Payloads on the topics of one device, in bytes, side by side; `size` names the places of a topic. `reference` follows what is sent so
 * slowly that what grows is left behind.
 */
export type Sizes = number[];

export const size = {
  /** its hash */
  topic: 0,
  mean: 1,
  most: 2,
  reference: 3,
  /** the last day on which it was heard */
  day: 4,
  seen: 5,
} as const;

/** Payloads on one topic, as they were kept before. */
export type SizeHabit = {
  /** its hash */
  readonly topic: number;
  mean: number;
  most: number;
  reference: number;
  day: number;
  seen: number;
};

const width = 6;
/** no two messages are alike */
const slack = 1.1;

/** Goes on with what was kept, also in its older form. */
export function openSizes(kept: Sizes | readonly SizeHabit[] = []): Sizes {
  const sizes = openNumbers();
  for (const one of kept) {
    if (typeof one === 'number') sizes.push(one);
    else sizes.push(one.topic, one.mean, one.most, one.reference, one.day, one.seen);
  }
  return sizes;
}

export function topicsIn(sizes: Sizes): number {
  return sizes.length / width;
}

/** Where those of a topic begin; −1: nowhere. */
export function placeOf(sizes: Sizes, topic: number): number {
  for (let at = 0; at < sizes.length; at += width) if (sizes[at] === topic) return at;
  return -1;
}

/** With the first message of a topic. Returns where they begin. */
export function addTopic(sizes: Sizes, topic: number, bytes: number, day: number): number {
  return sizes.push(topic, bytes, bytes, 0, day, 0) - width;
}

/**
 * A topic goes that was not heard for so many days, or on one day only and not today: whoever invents topics takes no place for long. Its
 * hash; null: all of them are in use.
 */
export function makeRoom(sizes: Sizes, today: number, goneDays: number): number | null {
  for (let at = 0; at < sizes.length; at += width) {
    const quietDays = today - (sizes[at + size.day] ?? 0);
    const isPassing = sizes[at + size.reference] === 0 && quietDays > 0;
    if (quietDays < goneDays && !isPassing) continue;
    const [topic = null] = sizes.splice(at, width);
    return topic;
  }
  return null;
}

/** Messages on one of the topics are so many times as large as usual; null: of none is it known what is usual. */
export function hasGrownBy(sizes: Sizes, times: number): boolean | null {
  let isKnown = false;
  for (let at = 0; at < sizes.length; at += width) {
    const reference = sizes[at + size.reference] ?? 0;
    isKnown ||= reference > 0;
    if (reference > 0 && (sizes[at + size.mean] ?? 0) >= times * reference) return true;
  }
  return isKnown ? false : null;
}

/** What is usual is learned anew, by tomorrow. */
export function forgetUsual(sizes: Sizes): void {
  for (let at = 0; at < sizes.length; at += width) sizes[at + size.reference] = sizes[at + size.seen] = 0;
}

/**
 * The largest that is usual on any of the topics, in bytes; 0: nothing is known yet. What has grown beyond its reference is taken back to
 * it, or messages that grow a little at a time would always be as large as usual.
 */
export function usualMost(sizes: Sizes): number {
  let most = 0;
  for (let at = 0; at < sizes.length; at += width) {
    const [, mean = 0, largest = 0, reference = 0] = sizes.slice(at);
    if (reference === 0) continue;
    most = Math.max(most, slack * reference, largest * Math.min(1, reference / mean));
  }
  return Math.ceil(most);
}

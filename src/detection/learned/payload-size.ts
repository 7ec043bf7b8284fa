import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import type { SizeHabit } from './habits';
import { daysBefore, isRipe } from './memory';
import { isGrowing } from './payload-growth';
import { shortHash } from './short-hash';

/** of one device so many topics are known; the others are its pictures, its documents */
const mostTopics = 6;
/** a firmware that tells a few things more is none */
const bloated = { times: 1.6, bytes: 200 } as const;
/** one message as large as this beside all before it is none of that firmware's words */
const huge = { times: 4, bytes: 2_048 } as const;
const calmTimes = 1.3;
/** the share by which the reference follows a day */
const aDay = 0.01;
/** messages that make a mean */
const window = 50;
/** and so few make none to compare with */
const few = 8;

/**
 * Messages of a device that grow beyond what they were, slowly or at once: something is smuggled out with them, or something
 * leaks. What is compared with follows one percent a day, so that even what grows slowly leaves it behind. What grows with a new
 * firmware is that firmware's.
 */
export function payloadSize(context: HabitContext): HabitRule {
  const bloat = openLasting(context, 'payload_bloat');

  return {
    hear(step, habits, now) {
      const { bytes, topic, after, observations } = step;
      if (bytes === undefined || bytes === 0 || observations.length === 0) return;
      const sizes = (habits.sizes ??= []);
      if (hasOtherFirmware(step)) {
        sizes.forEach(forgetUsual);
        habits.growths = undefined;
      }
      const hash = shortHash(topic);
      let size = sizeOf(sizes, hash);
      if (size === undefined) {
        if (sizes.length >= mostTopics || observations.some(({ fact }) => fact.type === 'picture')) return;
        size = { topic: hash, mean: bytes, most: bytes, reference: 0, day: now.day, seen: 0 };
        sizes.push(size);
      }
      const { mean, most } = learn(size, bytes, now.day);
      if (!isRipe(habits) || size.reference === 0) return;
      const { reference } = size;
      const name = spokenName(after.name);
      if (isGrowing(habits, { topic: hash, bytes, mean, reference }, now)) {
        const text = `${Math.round(mean)} bytes a message, more and more over the last days; before, it was ${Math.round(reference)} on average`;
        const title = `The messages of ${name} grow, a little at a time`;
        return bloat.begin(step, { title, text, confidence: 0.7 }, topic);
      }
      const hasGrown = mean > bloated.times * reference && mean > reference + bloated.bytes;
      const isHuge = bytes > huge.times * most && bytes > most + huge.bytes;
      if (hasGrown || isHuge) {
        const now = hasGrown ? mean : bytes;
        const text = `${Math.round(now)} bytes a message; in ${daysBefore(habits)} days it was ${Math.round(hasGrown ? reference : most)} ${hasGrown ? 'on average' : 'at most'}`;
        bloat.begin(
          step,
          { title: `The messages of ${name} have grown unusually large`, text, confidence: 0.75 },
          topic,
        );
      } else if (mean < calmTimes * reference) bloat.end(step, 'They are as large as they were', topic);
    },
    forget: bloat.forget,
    adopt: bloat.adopt,
  };
}

/** Another version than before; where none was known before, nothing is known of it. */
function hasOtherFirmware({ before, after }: Step): boolean {
  if (before === undefined || before.firmware === after.firmware) return false;
  const had = before.firmware?.value.installed ?? null;
  return had !== null && had !== after.firmware?.value.installed;
}

/** It is learned anew, by tomorrow. */
function forgetUsual(size: SizeHabit): void {
  size.reference = 0;
  size.seen = 0;
}

function sizeOf(sizes: readonly SizeHabit[], topic: number): SizeHabit | undefined {
  for (const size of sizes) if (size.topic === topic) return size;
  return undefined;
}

/** What was so before this message, where it counts. */
function learn(size: SizeHabit, bytes: number, day: number): { readonly mean: number; readonly most: number } {
  const { most } = size;
  size.seen++;
  // one huge message does not make a mean
  size.mean += (Math.min(bytes, 4 * size.mean) - size.mean) / Math.min(size.seen, window);
  size.most = Math.max(most, Math.min(bytes, 1.5 * most));
  if (day !== size.day) {
    const most = aDay * size.reference * Math.max(0, day - size.day);
    const change = size.mean - size.reference;
    if (size.reference === 0) size.reference = size.seen < few ? 0 : size.mean;
    else size.reference = size.reference + Math.max(-most, Math.min(most, change));
    size.day = day;
  }
  return { mean: size.mean, most };
}

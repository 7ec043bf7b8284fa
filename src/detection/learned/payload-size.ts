import { spokenName } from '@/core/spoken-name';

import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import type { SizeHabit } from './habits';
import { daysBefore, isRipe } from './memory';
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

/**
 * Messages of a device that grow beyond what they were, slowly or at once: something is smuggled out with them, or something
 * leaks. What is compared with follows one percent a day, so that even what grows slowly leaves it behind.
 */
export function payloadSize(context: HabitContext): HabitRule {
  const bloat = openLasting(context, 'payload_bloat');

  return {
    hear(step, habits, now) {
      const { bytes, topic, after, observations } = step;
      if (bytes === undefined || bytes === 0 || observations.length === 0) return;
      const sizes = (habits.sizes ??= []);
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
      const hasGrown = mean > bloated.times * reference && mean > reference + bloated.bytes;
      const isHuge = bytes > huge.times * most && bytes > most + huge.bytes;
      if (hasGrown || isHuge) {
        const now = hasGrown ? mean : bytes;
        const text = `${Math.round(now)} bytes a message; in ${daysBefore(habits)} days it was ${Math.round(hasGrown ? reference : most)} ${hasGrown ? 'on average' : 'at most'}`;
        bloat.begin(
          step,
          { title: `The messages of ${spokenName(after.name)} have grown unusually large`, text, confidence: 0.75 },
          topic,
        );
      } else if (mean < calmTimes * reference) bloat.end(step, 'They are as large as they were', topic);
    },
    forget: bloat.forget,
    adopt: bloat.adopt,
  };
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
  if (day > size.day) {
    const most = aDay * size.reference * (day - size.day);
    const change = size.mean - size.reference;
    size.reference = size.reference === 0 ? size.mean : size.reference + Math.max(-most, Math.min(most, change));
    size.day = day;
  }
  return { mean: size.mean, most };
}

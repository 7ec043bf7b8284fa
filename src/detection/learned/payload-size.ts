import { shortHash } from '@/core/short-hash';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import { daysBefore, isRipe } from './memory';
import { isGrowing, mayGrow } from './payload-growth';
import { addTopic, forgetUsual, openSizes, placeOf, size, topicsIn, type Sizes } from './sizes';

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
      const sizes = (habits.sizes ??= openSizes());
      if (hasOtherFirmware(step)) {
        forgetUsual(sizes);
        habits.growths = undefined;
      }
      const hash = shortHash(topic);
      let place = placeOf(sizes, hash);
      if (place < 0) {
        if (topicsIn(sizes) >= mostTopics || observations.some(({ fact }) => fact.type === 'picture')) return;
        place = addTopic(sizes, hash, bytes, now.day);
      }
      // before this message
      const most = sizes[place + size.most] ?? bytes;
      learn(sizes, place, bytes, now.day);
      const mean = sizes[place + size.mean] ?? bytes;
      const reference = sizes[place + size.reference] ?? 0;
      if (!isRipe(habits) || reference === 0) return;
      const isCreeping =
        mayGrow(habits, mean, reference) && isGrowing(habits, { topic: hash, bytes, mean, reference }, now);
      if (isCreeping) {
        const text = `${Math.round(mean)} bytes a message, more and more over the last days; before, it was ${Math.round(reference)} on average`;
        const title = `The messages of ${spokenName(after.name)} grow, a little at a time`;
        return bloat.begin(step, { title, text, confidence: 0.7 }, topic);
      }
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

/** Another version than before; where none was known before, nothing is known of it. */
function hasOtherFirmware({ before, after }: Step): boolean {
  if (before === undefined || before.firmware === after.firmware) return false;
  const had = before.firmware?.value.installed ?? null;
  return had !== null && had !== after.firmware?.value.installed;
}

function learn(sizes: Sizes, place: number, bytes: number, day: number): void {
  const seen = (sizes[place + size.seen] ?? 0) + 1;
  const before = sizes[place + size.mean] ?? bytes;
  const most = sizes[place + size.most] ?? bytes;
  // one huge message does not make a mean
  const mean = before + (Math.min(bytes, 4 * before) - before) / Math.min(seen, window);
  sizes[place + size.seen] = seen;
  sizes[place + size.mean] = mean;
  if (bytes > most) sizes[place + size.most] = Math.min(bytes, 1.5 * most);
  const last = sizes[place + size.day] ?? day;
  if (day === last) return;
  sizes[place + size.day] = day;
  const reference = sizes[place + size.reference] ?? 0;
  if (reference === 0) {
    if (seen >= few) sizes[place + size.reference] = mean;
    return;
  }
  const furthest = aDay * reference * Math.max(0, day - last);
  const change = Math.max(-furthest, Math.min(furthest, mean - reference));
  sizes[place + size.reference] = reference + change;
}

import type { Device, DeviceId } from '@/core/device';
import { shortHash } from '@/core/short-hash';
import { spokenName } from '@/core/spoken-name';

import { isSame } from '../is-same';
import { isRecent } from '../recent';
import type { Step } from '../rule';
import { forgetBar, isHabitNow, isVouched, moved, noteOdd, vouch } from './beyond';
import { openHappening, openLasting, type HabitContext, type HabitRule, type Unusual } from './habit-rule';
import type { LocalTime } from './local-time';
import type { DeviceHabits } from './device-habits';
import { isGrowing, mayGrow } from './payload-growth';
import { daysBefore, isRipe } from './ripe';
import { addTopic, forgetUsual, hasGrownBy, makeRoom, openSizes, placeOf, size, topicsIn, type Sizes } from './sizes';

/** of one device so many topics are known; the others are its pictures, its documents */
const mostTopics = 6;
/** what was not heard for so long makes room for another, and what was heard on one day only does so on the next */
const goneDays = 14;
/** a firmware that tells a few things more is none */
const bloated = { times: 1.6, bytes: 200 } as const;
/** one message as large as this beside all before it is none of that firmware's words */
const huge = { times: 4, bytes: 2_048 } as const;
const calmTimes = 1.3;
/** the share by which the reference follows a day */
const aDay = 0.01;
/** messages that make a mean */
const window = 50;
/** the largest may be so much larger on the next day */
const largest = { times: 1.5, least: 0 } as const;
/** and so few make none to compare with */
const few = 8;
/** so many of a bridge, and this share of its others, have grown by so much: it writes its messages in another way */
const together = { devices: 3, share: 0.5, times: calmTimes } as const;
const lookEveryMs = 10 * 60_000;

/**
 * Messages of a device that grow beyond what they were, slowly or at once: something is smuggled out with them, or something
 * leaks. What is compared with follows one percent a day, so that even what grows slowly leaves it behind. What grows with a new
 * firmware is that firmware's, or with a newer bridge that bridge's; and where most of a bridge grow at once without one, that is a word, not one each.
 */
export function payloadSize(context: HabitContext): HabitRule {
  const bloat = openLasting(context, 'payload_bloat');
  const ofBridge = openHappening(context, 'payload_bloat', { suffix: ' together' });
  /** when the others of its bridge were looked at, for who does not speak: no alert stands there, and each message would look at all of them */
  const lookedAt = new Map<DeviceId, number>();

  /** Says that they are larger than ever: these messages, or the mean that they lead to. */
  function begin(step: Step, habits: DeviceHabits, hash: number, level: number, unusual: Unusual): void {
    const bar = barOf('mean', hash);
    noteOdd(habits, bar, step.at, level);
    if (isVouched(habits, bar, level)) return;
    const bridge = isToBeLookedAt(step) ? bridgeThatGrew(step.after) : undefined;
    if (bridge === undefined) return bloat.begin(step, unusual, step.topic);
    learnBehind(bridge.id);
    const title = `The messages of most devices of ${spokenName(bridge.name)} have grown together`;
    const text = `As when it is set up otherwise. Of ${spokenName(step.after.name)}: ${unusual.text}`;
    ofBridge.seen({ ...step, after: bridge }, step.at, { title, text, severity: 'info', confidence: 0.5 });
  }

  function isToBeLookedAt({ after: { id }, at, topic }: Step): boolean {
    if (context.mayRaise()) return !bloat.stands(id, topic);
    if (isRecent(lookedAt.get(id), at, lookEveryMs)) return false;
    lookedAt.set(id, at);
    return true;
  }

  /** The bridge of a device, where most that speak through it have grown with it. */
  function bridgeThatGrew({ id, via }: Device): Device | undefined {
    let [others, grownToo] = [0, 0];
    for (const device of via === null ? [] : context.devices.values()) {
      const sizes = device.via === via && device.id !== id ? context.memory.devices.get(device.id)?.sizes : undefined;
      const hasOne = sizes === undefined ? null : hasGrownBy(sizes, together.times);
      if (hasOne === null) continue;
      others++;
      if (hasOne) grownToo++;
    }
    const areMost = grownToo + 1 >= together.devices && grownToo >= together.share * others;
    return areMost && via !== null ? context.devices.get(via) : undefined;
  }

  /** What is usual is learned anew of all that speak through a bridge. */
  function learnBehind(bridge: DeviceId): void {
    for (const { id, via } of context.devices.values()) if (via === bridge) learnAnew(context.memory.devices.get(id));
  }

  return {
    hear(step, habits, now) {
      const { bytes, topic, after, observations } = step;
      if (bytes === undefined || bytes === 0 || observations.length === 0) return;
      const sizes = (habits.sizes ??= openSizes());
      if (hasOtherFirmware(step)) {
        learnAnew(habits);
        learnBehind(after.id);
      }
      const hash = shortHash(topic);
      let place = placeOf(sizes, hash);
      if (place < 0) {
        if (observations.some(({ fact }) => fact.type === 'picture')) return;
        if (topicsIn(sizes) >= mostTopics && !takePlace(habits, sizes, now.day)) return;
        place = addTopic(sizes, hash, bytes, now.day);
      }
      // before this message
      const most = sizes[place + size.most] ?? bytes;
      const isHuge = bytes > huge.times * most && bytes > most + huge.bytes;
      learn(sizes, place, bytes, now.day);
      const mean = sizes[place + size.mean] ?? bytes;
      const reference = sizes[place + size.reference] ?? 0;
      if (bytes > most) sizes[place + size.most] = mostNow({ habits, hash, bytes, most, reference, isHuge, step }, now);
      if (!isRipe(habits) || reference === 0) return;
      const isCreeping =
        mayGrow(habits, mean, reference) && isGrowing(habits, { topic: hash, bytes, mean, reference }, now);
      const hasGrown = mean > bloated.times * reference && mean > reference + bloated.bytes;
      if (isCreeping) {
        const text = `${Math.round(mean)} bytes a message, more and more over the last days; before, it was ${Math.round(reference)} on average`;
        const title = `The messages of ${spokenName(after.name)} grow, a little at a time`;
        begin(step, habits, hash, mean, { title, text, confidence: 0.7 });
      } else if (hasGrown) {
        const text = `${Math.round(mean)} bytes a message; in ${daysBefore(habits)} days it was ${Math.round(reference)} on average`;
        // until their mean has come to them, it is these messages that are told
        begin(step, habits, hash, Math.max(mean, Math.min(bytes, 4 * mean)), { ...grown(after), text });
      } else if (isHuge) {
        const isUsual = isVouched(habits, barOf('size', hash), bytes) || (sizes[place + size.most] ?? 0) >= bytes;
        const text = `${bytes} bytes a message; in ${daysBefore(habits)} days it was ${Math.round(most)} at most`;
        if (!isUsual) bloat.begin(step, { ...grown(after), text }, topic);
      } else if (mean < calmTimes * reference) bloat.end(step, 'They are as large as they were', topic);
    },
    forget(device, at) {
      lookedAt.delete(device);
      ofBridge.forget(device);
      bloat.forget(device, at);
    },
    adopt: bloat.adopt,
    teach(alert) {
      if (alert.class !== 'payload_bloat' || alert.device === null) return;
      const habits = context.memory.devices.get(alert.device);
      const hash = shortHash(alert.subject.slice(alert.device.length + 1));
      for (const sort of ['mean', 'size'] as const) vouch(habits, barOf(sort, hash), alert);
      bloat.settle(alert);
    },
  };
}

const grown = ({ name }: Device) => ({
  title: `The messages of ${spokenName(name)} have grown unusually large`,
  confidence: 0.75,
});

const barOf = (sort: 'mean' | 'size', topic: number) => `${sort} ${topic}`;

/** Of whose place is taken nothing is known any more. False: all places are in use. */
function takePlace(habits: DeviceHabits, sizes: Sizes, today: number): boolean {
  const gone = makeRoom(sizes, today, goneDays);
  if (gone === null) return false;
  for (const sort of ['mean', 'size'] as const) forgetBar(habits, barOf(sort, gone));
  habits.growths = habits.growths?.filter(({ topic }) => topic !== gone);
  return true;
}

type Larger = {
  readonly habits: DeviceHabits;
  readonly hash: number;
  readonly bytes: number;
  readonly most: number;
  readonly reference: number;
  readonly isHuge: boolean;
  readonly step: Step;
};

/** The largest by now. One that alarms is none of them, unless such come back day after day. */
function mostNow(larger: Larger, { day }: LocalTime): number {
  const { habits, hash, bytes, most, reference, isHuge, step } = larger;
  const bar = barOf('size', hash);
  if (!isRipe(habits) || reference === 0) return Math.min(bytes, largest.times * most);
  if (isHuge) return isHabitNow(habits, bar, step.at, bytes, day) ? bytes : most;
  return moved(habits, bar, day, { from: most, level: bytes, ...largest });
}

function learnAnew(habits: DeviceHabits | undefined): void {
  if (habits?.sizes === undefined) return;
  forgetUsual(habits.sizes);
  habits.growths = undefined;
}

/** Another version than before; where none was known before, nothing is known of it. */
function hasOtherFirmware({ before, after }: Step): boolean {
  if (before === undefined || isSame(before.firmware, after.firmware)) return false;
  const had = before.firmware?.value.installed ?? null;
  return had !== null && had !== after.firmware?.value.installed;
}

function learn(sizes: Sizes, place: number, bytes: number, day: number): void {
  const seen = (sizes[place + size.seen] ?? 0) + 1;
  const before = sizes[place + size.mean] ?? bytes;
  // one huge message does not make a mean
  const mean = before + (Math.min(bytes, 4 * before) - before) / Math.min(seen, window);
  sizes[place + size.seen] = seen;
  sizes[place + size.mean] = mean;
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

import type { Device } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openDearPlaces } from './dear-places';
import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import type { DeviceHabits } from './habits';
import { hourOf } from './local-time';
import { judgeLater } from './judge-later';
import { daysBefore, isRipe } from './memory';
import { never, pulse, pulseOf, type Pulse } from './pulse';

const windowMs = 10 * 60_000;
/** more than ever by so much; a restart makes every device speak a few times more */
const flood = { times: 4, messages: 60 } as const;
/** more than ever by less, where the dear detector finds it odd too: all that is known of that metric is against it */
const odd = { times: 2, messages: 30, digits: 5 } as const;
/** windows that must be quiet again */
const quietTimes = 1.2;

/**
 * A device that sends many times what it ever sent: broken, or somebody speaks in its name. What is too much for any device
 * is another rule's.
 */
export function messageRate(context: HabitContext): HabitRule {
  const flooding = openLasting(context, 'message_flood', ' habit');
  const places = openDearPlaces(context.memory, context.devices);

  /** A window is over: its count, and the digits of the dear detector where they may count, else 0. */
  function close(rate: Pulse, habits: DeviceHabits, device: Device, window: number, hour: number): number {
    const count = rate[pulse.count] ?? 0;
    const most = rate[pulse.most] ?? 0;
    rate[pulse.windows] = (rate[pulse.windows] ?? 0) + 1;
    if (habits.rateMetric === undefined) places.offer(device, habits);
    const digits =
      habits.rateMetric === undefined ? 0 : judgeLater(habits.rateMetric, rate, count, hour, mayBeOdd(count, most));
    rate[pulse.count] = 0;
    rate[pulse.window] = window;
    return digits;
  }

  return {
    hear(step, habits, now) {
      const { at, after, observations } = step;
      if (observations.length === 0) return;
      const window = Math.floor(at / windowMs);
      const rate = pulseOf(habits);
      const known = rate[pulse.window] ?? never;
      if (known === never) rate[pulse.window] = window;
      else if (window !== known) {
        const count = rate[pulse.count] ?? 0;
        const most = rate[pulse.most] ?? 0;
        const windows = rate[pulse.windows] ?? 0;
        const digits = close(rate, habits, after, window, hourOf(now));
        const isOdd = digits >= odd.digits;
        if (isOdd && isRipe(habits)) begin(step, count, most, daysBefore(habits), digits);
        else if (count <= quietTimes * most) flooding.end(step, 'It speaks as often as it did');
        // what floods is not what is usual, but a home may change
        rate[pulse.most] = Math.max(most, Math.min(count, windows < 19 ? count : 1.25 * most + 1));
      }
      const count = (rate[pulse.count] ?? 0) + 1;
      rate[pulse.count] = count;
      if (count <= flood.messages) return;
      const most = rate[pulse.most] ?? 0;
      const bar = Math.max(flood.messages, flood.times * most);
      if (count === Math.ceil(bar) + 1 && isRipe(habits)) begin(step, count, most, daysBefore(habits), 0);
    },
    forget: flooding.forget,
    adopt: flooding.adopt,
  };

  function begin(step: Step, count: number, most: number, days: number, digits: number): void {
    const rare = digits > 0 ? `, and statistics find it odd as well (${Math.round(digits)} digits)` : '';
    flooding.begin(step, {
      title: `${startSentence(spokenName(step.after.name))} sends far more messages than ever`,
      text: `${count} messages within 10 minutes; in ${days} days never more than ${Math.round(most)}${rare}`,
      confidence: 0.85,
    });
  }
}

/** The window that is over: whatever the dear detector says of any other, it changes nothing. */
function mayBeOdd(count: number, most: number): boolean {
  return count > odd.times * most && count >= odd.messages;
}

import type { Device } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openDearPlaces } from './dear-places';
import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import type { DeviceHabits, RateHabit } from './habits';
import { hourOf } from './local-time';
import { daysBefore, isRipe } from './memory';
import { judge } from './metric-detector';

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

  /** A window is over: its count, and the digits of the dear detector, 0 where there is none. */
  function close(rate: RateHabit, habits: DeviceHabits, device: Device, window: number, hour: number): number {
    const { count } = rate;
    rate.windows++;
    if (habits.rateMetric === undefined) places.offer(device, habits);
    const digits = habits.rateMetric === undefined ? 0 : judge(habits.rateMetric, count, hour).digits;
    rate.count = 0;
    rate.window = window;
    return digits;
  }

  return {
    hear(step, habits, now) {
      const { at, after, observations } = step;
      if (observations.length === 0) return;
      const window = Math.floor(at / windowMs);
      const rate = (habits.rate ??= { window, count: 0, most: 0, windows: 0 });
      if (window !== rate.window) {
        const { count, most } = rate;
        const digits = close(rate, habits, after, window, hourOf(now));
        const isOdd = digits >= odd.digits && count > odd.times * most && count >= odd.messages;
        if (isOdd && isRipe(habits)) begin(step, count, most, daysBefore(habits), digits);
        else if (count <= quietTimes * most) flooding.end(step, 'It speaks as often as it did');
        // what floods is not what is usual, but a home may change
        rate.most = Math.max(most, Math.min(count, rate.windows < 20 ? count : 1.25 * most + 1));
      }
      rate.count++;
      const bar = Math.max(flood.messages, flood.times * rate.most);
      if (rate.count === Math.ceil(bar) + 1 && isRipe(habits))
        begin(step, rate.count, rate.most, daysBefore(habits), 0);
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

import type { JudgedAlert } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import type { Step } from '../rule';
import { isHabitNow, isOddStill, isVouched, moved, vouch, wasOnceBeyond } from './beyond';
import { openDearPlaces } from './dear-places';
import { habitNow, openLasting, type HabitContext, type SpokenHabitRule } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import { hourOf } from './local-time';
import { addPoint, digitsAfter } from './last-points';
import { improbable } from './odds';
import { never } from './pulse';
import { daysBefore, isRipe } from './ripe';

const windowMs = 10 * 60_000;
/** more than ever by so much; a restart makes every device speak a few times more */
const flood = { times: 4, messages: 60 } as const;
/** more than ever by less, where the dear detector finds it odd too: all that is known of that metric is against it */
const odd = { times: 2, messages: 30, digits: improbable } as const;
/** what a bridge that is back tells again, or a queue that was kept for it, comes at once: each so soon after the last, and all of it within so long */
const burst = { gapMs: 250, inAllMs: 5_000 } as const;
/** windows that must be quiet again */
const quietTimes = 1.2;
/** what is no alarm may go on to be more, by this on a day */
const aDay = { times: 1.25, least: 1 } as const;
const bar = 'messages';

/**
 * A device that sends many times what it ever sent: broken, or somebody speaks in its name. What is too much for any device
 * is another rule's. The largest burst of each ten minutes is left out: a flood goes on after it, and what is only told again is over.
 */
export function messageRate(context: HabitContext): SpokenHabitRule {
  const flooding = openLasting(context, 'message_flood', { suffix: ' habit' });
  const places = openDearPlaces(context.memory, context.devices);
  /** what was judged while it went on: all of its window belongs to it */
  const judged = new Map<DeviceId, JudgedAlert>();

  /** A window is over: its count, and the digits of the dear detector where they may count, else 0. */
  function close(habits: DeviceHabits, device: Device, window: number, hour: number): number {
    const { inWindow: count, mostInWindow: most } = habits;
    if (habits.rateMetric === undefined) places.offer(device, habits);
    const { rateMetric } = habits;
    const isOdd = mayBeOdd(besidesBurst(habits), most);
    const digits = rateMetric !== undefined && isOdd ? digitsAfter(rateMetric, count, hour) : 0;
    if (rateMetric !== undefined) addPoint(rateMetric, count, hour);
    habits.inWindow = habits.inBurst = habits.mostInBurst = 0;
    habits.lastWindow = window;
    return digits;
  }

  /** Never so many in one window. What alarms teaches nothing, unless it comes back day after day. */
  function outgrow(step: Step, habits: DeviceHabits, { day, count, apart, digits }: Outgrown): void {
    const { mostInWindow: most } = habits;
    const isOdd = mayBeOdd(apart, most) && (digits >= odd.digits || isOddStill(habits, bar, step.at, count));
    if (!isRipe(habits) || (!isOdd && apart <= floodFrom(most))) {
      habits.mostInWindow = moved(habits, bar, day, { from: most, level: count, ...aDay });
      return;
    }
    if (isHabitNow(habits, bar, step.at, count, day)) {
      habits.mostInWindow = count;
      flooding.end(step, habitNow);
    } else if (isOdd) begin(step, habits, count, digits);
    const word = judged.get(step.after.id);
    if (word === undefined) return;
    judged.delete(step.after.id);
    vouch(habits, bar, word);
    flooding.settle(word);
  }

  function begin(step: Step, habits: DeviceHabits, count: number, digits: number): void {
    if (isVouched(habits, bar, count)) return;
    const { mostInWindow: most } = habits;
    const rare = digits > 0 ? `, and statistics find it odd as well (${Math.round(digits)} digits)` : '';
    const often = wasOnceBeyond(habits, bar, most) ? 'only once' : 'never';
    flooding.begin(step, {
      title: `${startSentence(spokenName(step.after.name))} sends far more messages than ever`,
      text: `${count} messages within 10 minutes; in ${daysBefore(habits)} days ${often} more than ${Math.round(most)}${rare}`,
      confidence: 0.85,
    });
  }

  return {
    hear(step, habits, now) {
      const { at, after, observations } = step;
      if (observations.length === 0) return;
      const window = Math.floor(at / windowMs);
      const { lastWindow } = habits;
      if (lastWindow === never) habits.lastWindow = window;
      else if (window !== lastWindow) {
        const { inWindow: count, mostInWindow: most } = habits;
        const apart = besidesBurst(habits);
        const digits = close(habits, after, window, hourOf(now));
        if (count > most) outgrow(step, habits, { day: now.day, count, apart, digits });
        if (count <= quietTimes * most) flooding.end(step, 'It speaks as often as it did');
      }
      if (at - habits.lastAt < burst.gapMs) countBurst(habits, at);
      const count = ++habits.inWindow;
      if (count <= flood.messages) return;
      const { mostInWindow: most } = habits;
      const apart = besidesBurst(habits);
      // at the first that is too much, and where a person let it go that far, at the first beyond that
      const isTooMuch = apart > floodFrom(most) && (apart <= floodFrom(most) + 1 || mayGoOn(habits));
      if (!isTooMuch || !isRipe(habits) || flooding.stands(after.id)) return;
      if (!isHabitNow(habits, bar, at, count, now.day)) begin(step, habits, count, 0);
    },
    stands: (device) => flooding.stands(device),
    forget(device, at) {
      judged.delete(device);
      flooding.forget(device, at);
    },
    adopt: flooding.adopt,
    teach(alert) {
      if (alert.class !== 'message_flood' || alert.device === null) return;
      vouch(context.memory.devices.get(alert.device), bar, alert);
      if (alert.endedAt === null && flooding.stands(alert.device)) judged.set(alert.device, alert);
    },
  };
}

/** A window that is over: its messages, without those of its largest burst, and the digits of the dear detector. */
type Outgrown = Readonly<Record<'day' | 'count' | 'apart' | 'digits', number>>;

function countBurst(habits: DeviceHabits, at: number): void {
  if (Math.abs(at - habits.burstFrom) >= burst.inAllMs) {
    habits.burstFrom = at;
    habits.inBurst = 0;
  }
  if (++habits.inBurst > habits.mostInBurst) habits.mostInBurst = habits.inBurst;
}

function besidesBurst({ inWindow, mostInBurst }: DeviceHabits): number {
  return inWindow - mostInBurst;
}

function floodFrom(most: number): number {
  return Math.max(flood.messages, flood.times * most);
}

function mayGoOn({ beyond }: DeviceHabits): boolean {
  return beyond?.[bar]?.vouched !== undefined;
}

/** The window that is over: whatever the dear detector says of any other, it changes nothing. */
function mayBeOdd(count: number, most: number): boolean {
  return count > odd.times * most && count >= odd.messages;
}

import type { JudgedAlert } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { isRecent } from '../recent';
import { isHabitNow, isVouched, noteOdd, onTwoDays, vouch, vouchTo } from './beyond';
import { openHappening, type HabitContext, type HabitRule } from './habit-rule';
import type { BatteryHabit } from './device-habits';
import { isRipe } from './ripe';

/** Two days may lose so many times what they usually do, and no less than so many percent, in steps that are no mere rounding. */
const fast = { times: 5, percent: 8, drops: 3 } as const;
/** whatever was learned, nobody's battery loses so much within two days */
const anyBattery = { percent: 25, drops: 3 } as const;
/** a reading that goes up by so much is a new battery; less is warmth */
const freshPercent = 15;
/** a new one settles, one of another type further: what it loses until then is no habit */
const settlesDays = 3;

const bar = 'battery';
/** two days fall out of what is counted, so that the same fall is told once */
const restMs = 4 * 24 * 60 * 60_000;

/**
 * A battery that falls much faster than it did: something keeps the device awake, as somebody who asks it without end, or
 * it is broken. Devices that tell their battery in steps of ten are known by their steps, and one that is told lower at night and higher by
 * day has lost only what does not come back.
 */
export function batteryDrain(context: HabitContext): HabitRule {
  const odd = openHappening(context, 'battery_drain', { restMs });
  /** the fall that a person judged goes on, and is still the same */
  const judged = new Map<DeviceId, JudgedAlert>();
  return {
    hear(step, habits, now) {
      const { before, after, at } = step;
      const told = after.battery;
      if (told === null || told === before?.battery || told.retained || told.value.percent === null) return;
      const { percent } = told.value;
      const battery = (habits.battery ??= openBattery(percent, now.day));
      if (now.day > battery.day) {
        // what alarms teaches nothing, unless such days come again and again
        const { lost, lostBefore } = battery;
        const isOdd = fallOf(battery, isRipe(habits)) !== 'usual';
        turnDays(battery, now.day, !isOdd || isHabitNow(habits, bar, at, lost + lostBefore, battery.day));
      } else battery.day = now.day; // or a clock that was set back would make one day of many
      const fell = battery.percent - percent;
      battery.percent = percent;
      if (-fell >= freshPercent) {
        // a new one that empties too is told anew
        odd.forget(after.id);
        return void Object.assign(battery, { lost: 0, drops: 0, lostBefore: 0, dropsBefore: 0, freshOn: now.day });
      }
      if (fell <= 0) return regain(battery, -fell);
      const { biggestDrop, usualLoss } = battery;
      battery.lost += fell;
      battery.drops++;
      const lost = battery.lost + battery.lostBefore;
      const sort = fallOf(battery, isRipe(habits));
      if (sort === 'usual') {
        if (fell > biggestDrop) battery.biggestDrop = Math.max(biggestDrop, onTwoDays(habits, 'drop', now.day, fell));
        return;
      }
      noteOdd(habits, bar, at, lost);
      const word = judged.get(after.id);
      if (word !== undefined && isRecent(word.t, at, restMs)) vouchTo(habits, bar, word.verdict, lost);
      if (isVouched(habits, bar, lost)) return;
      const usual = isRipe(habits) ? `; usually it loses ${percentWords(2 * usualLoss)} in that time` : '';
      odd.seen(step, at, {
        title: `The battery of ${spokenName(after.name)} empties unusually fast`,
        text: `It lost ${percentWords(lost)} within two days and is at ${Math.round(percent)} %${usual}`,
        confidence: sort === 'fast' ? 0.8 : 0.6,
      });
    },
    forget(device) {
      judged.delete(device);
      odd.forget(device);
    },
    teach(alert) {
      if (alert.class !== 'battery_drain' || alert.device === null || alert.verdict.kind === 'none') return;
      vouch(context.memory.devices.get(alert.device), bar, alert);
      judged.set(alert.device, alert);
    },
  };
}

/** Whether what it lost within two days is what it usually loses; `much` is too much for any. */
function fallOf(battery: BatteryHabit, isKnown: boolean) {
  const { lost, lostBefore, drops, dropsBefore, usualLoss, biggestDrop } = battery;
  const [all, steps] = [lost + lostBefore, drops + dropsBefore];
  const most = Math.max(fast.percent, fast.times * 2 * usualLoss, 2 * biggestDrop);
  if (isKnown && !isSettling(battery) && all >= most && steps >= fast.drops) return 'fast';
  return all >= anyBattery.percent && steps >= anyBattery.drops ? 'much' : 'usual';
}

function isSettling({ day, freshOn }: BatteryHabit): boolean {
  return freshOn !== undefined && Math.abs(day - freshOn) <= settlesDays;
}

/** A cell in the cold is as full again by noon: what it only seemed to lose is taken back. */
function regain(battery: BatteryHabit, percent: number): void {
  const ofToday = Math.min(battery.lost, percent);
  battery.lost -= ofToday;
  battery.lostBefore = Math.max(0, battery.lostBefore - (percent - ofToday));
}

function openBattery(percent: number, day: number): BatteryHabit {
  return { percent, day, lost: 0, drops: 0, lostBefore: 0, dropsBefore: 0, usualLoss: 0, biggestDrop: 0, days: 0 };
}

/** A day is over: what it lost is learned, if it may teach; no single day teaches much. */
function turnDays(battery: BatteryHabit, day: number, mayTeach: boolean): void {
  const isNext = day === battery.day + 1;
  const lost = battery.lost / (day - battery.day);
  battery.days++;
  const most = 3 * battery.usualLoss + 1;
  if (mayTeach && !isSettling(battery))
    battery.usualLoss += (Math.min(lost, most) - battery.usualLoss) / Math.min(battery.days, 14);
  battery.lostBefore = isNext ? battery.lost : 0;
  battery.dropsBefore = isNext ? battery.drops : 0;
  battery.lost = 0;
  battery.drops = 0;
  battery.day = day;
}

function percentWords(percent: number): string {
  return `${percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent)} %`;
}

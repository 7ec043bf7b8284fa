import { spokenName } from '@/core/spoken-name';

import { openHappening, type HabitContext, type HabitRule } from './habit-rule';
import type { BatteryHabit } from './habits';
import { isRipe } from './memory';

/** Two days may lose so many times what they usually do, and no less than so many percent, in steps that are no mere rounding. */
const fast = { times: 5, percent: 8, drops: 3 } as const;
/** whatever was learned, nobody's battery loses so much within two days */
const anyBattery = { percent: 25, drops: 3 } as const;
/** a reading that goes up by so much is a new battery; less is warmth */
const freshPercent = 15;

/** two days fall out of what is counted, so that the same fall is told once */
const restMs = 4 * 24 * 60 * 60_000;

/**
 * A battery that falls much faster than it did: something keeps the device awake, as somebody who asks it without end, or
 * it is broken. Devices that tell their battery in steps of ten are known by their steps.
 */
export function batteryDrain(context: HabitContext): HabitRule {
  const odd = openHappening(context, 'battery_drain', { restMs });
  return {
    hear(step, habits, now) {
      const { before, after, at } = step;
      const told = after.battery;
      if (told === null || told === before?.battery || told.retained || told.value.percent === null) return;
      const { percent } = told.value;
      const battery = (habits.battery ??= openBattery(percent, now.day));
      turnDays(battery, now.day);
      const fell = battery.percent - percent;
      battery.percent = percent;
      if (-fell >= freshPercent) {
        // a new one that empties too is told anew
        odd.forget(after.id);
        return void Object.assign(battery, { lost: 0, drops: 0, lostBefore: 0, dropsBefore: 0 });
      }
      if (fell <= 0) return;
      const { biggestDrop, usualLoss } = battery;
      battery.lost += fell;
      battery.drops++;
      const lost = battery.lost + battery.lostBefore;
      const drops = battery.drops + battery.dropsBefore;
      const bar = Math.max(fast.percent, fast.times * 2 * usualLoss, 2 * biggestDrop);
      const isFast = isRipe(habits) && lost >= bar && drops >= fast.drops;
      if (!isFast && (lost < anyBattery.percent || drops < anyBattery.drops)) {
        battery.biggestDrop = Math.max(biggestDrop, fell);
        return;
      }
      const usual = isRipe(habits) ? `; usually it loses ${percentWords(2 * usualLoss)} in that time` : '';
      odd.seen(step, at, {
        title: `The battery of ${spokenName(after.name)} empties unusually fast`,
        text: `It lost ${percentWords(lost)} within two days and is at ${Math.round(percent)} %${usual}`,
        confidence: isFast ? 0.8 : 0.6,
      });
    },
    forget: odd.forget,
  };
}

function openBattery(percent: number, day: number): BatteryHabit {
  return { percent, day, lost: 0, drops: 0, lostBefore: 0, dropsBefore: 0, usualLoss: 0, biggestDrop: 0, days: 0 };
}

/** A day is over: what it lost is learned, but no single day teaches much. */
function turnDays(battery: BatteryHabit, day: number): void {
  if (day <= battery.day) {
    // or a clock that was set back would make one day of many
    battery.day = day;
    return;
  }
  const isNext = day === battery.day + 1;
  const lost = battery.lost / (day - battery.day);
  battery.days++;
  const most = battery.days > 3 ? 3 * battery.usualLoss + 1 : Number.POSITIVE_INFINITY;
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

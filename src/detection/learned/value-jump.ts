import type { JudgedAlert } from '@/core/alert';
import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { judgedIn, noteOdd } from './beyond';
import { openHappening, type HabitContext } from './habit-rule';
import { oddDaysOf, type DeviceHabits } from './habits';
import type { LocalTime } from './local-time';
import { hasReturned } from './returning';
import { daysBefore, isRipe } from './ripe';
import { learnLeap, quantities, soonMs, value, valueAt, valueWords, type Quantity } from './value-habit';

/** beyond the largest leap between two readings by so much */
const times = 3;

/** A reading that leaps as it never did, to where it never was: a forged message, a sensor that was moved, or a fire. */
export function valueJump(context: HabitContext) {
  const odd = openHappening(context, 'value_jump');
  return {
    /** true: it leapt as it never did */
    judge(
      step: Step,
      habits: DeviceHabits,
      quantity: Quantity,
      start: number,
      reading: number,
      now: LocalTime,
    ): boolean {
      const known = habits.values ?? [];
      const last = known[start + value.last]!;
      const leap = Math.abs(reading - last);
      if (leap <= quantity.leap || leap <= times * known[start + value.biggestStep]!) return false;
      if (!isRipe(habits) || step.at - known[start + value.lastAt]! > soonMs) return false;
      const margin = quantity.leap / 2;
      const [low, high] = [known[start + value.low]!, known[start + value.high]!];
      if (reading >= low - margin && reading <= high + margin) return true;
      if (hasReturned(oddDaysOf(habits, quantity.key, 'leaps'), now.day)) {
        learnLeap(known, start, reading);
        return false;
      }
      const isUp = reading > last;
      noteOdd(habits, barOf(quantity, isUp), step.at, isUp ? reading : -reading);
      odd.seen(step, step.at, {
        title: `The ${quantity.name} of ${spokenName(step.after.name)} leapt`,
        text:
          `From ${valueWords(last, quantity)} to ${valueWords(reading, quantity)}; in ${daysBefore(habits)} days it lay between ` +
          `${valueWords(low, quantity)} and ${valueWords(high, quantity)}`,
        confidence: 0.8,
      });
      return true;
    },
    forget: (device: DeviceId) => odd.forget(device),
    /** A person said what it was: where it leapt to it may lie. */
    teach(alert: JudgedAlert): void {
      if (alert.class !== 'value_jump' || alert.device === null) return;
      odd.forget(alert.device);
      const habits = context.memory.devices.get(alert.device);
      if (habits?.values === undefined) return;
      for (const [place, quantity] of quantities.entries()) {
        const start = valueAt(habits.values, place);
        if (start < 0) continue;
        for (const isUp of [true, false]) {
          const bound = start + (isUp ? value.high : value.low);
          for (const { level } of judgedIn(habits, barOf(quantity, isUp), alert))
            habits.values[bound] = isUp
              ? Math.max(habits.values[bound]!, level)
              : Math.min(habits.values[bound]!, -level);
        }
      }
    },
  };
}

const barOf = ({ key }: Quantity, isUp: boolean) => `${key} leaps ${isUp ? 'up' : 'down'}`;

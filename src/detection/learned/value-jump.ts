import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openHappening, type HabitContext } from './habit-rule';
import type { DeviceHabits, ValueHabit } from './habits';
import { daysBefore, isRipe } from './memory';
import { soonMs, valueWords, type Quantity } from './value-habit';

/** beyond the largest leap between two readings by so much */
const times = 3;

/** A reading that leaps as it never did, to where it never was: a forged message, a sensor that was moved, or a fire. */
export function valueJump(context: HabitContext) {
  const odd = openHappening(context, 'value_jump');
  return {
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, habit: ValueHabit, value: number): void {
      const leap = Math.abs(value - habit.last);
      if (leap <= quantity.leap || leap <= times * habit.biggestStep) return;
      if (!isRipe(habits) || step.at - habit.lastAt > soonMs) return;
      const margin = quantity.leap / 2;
      if (value >= habit.low - margin && value <= habit.high + margin) return;
      odd.seen(step, step.at, {
        title: `The ${quantity.name} of ${spokenName(step.after.name)} leapt`,
        text:
          `From ${valueWords(habit.last, quantity)} to ${valueWords(value, quantity)}; in ${daysBefore(habits)} days it lay between ` +
          `${valueWords(habit.low, quantity)} and ${valueWords(habit.high, quantity)}`,
        confidence: 0.8,
      });
    },
    forget: (device: DeviceId) => odd.forget(device),
  };
}

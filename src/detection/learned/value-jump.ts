import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openHappening, type HabitContext } from './habit-rule';
import type { DeviceHabits, ValueHabit } from './habits';
import type { LocalTime } from './local-time';
import { daysBefore, isRipe } from './memory';
import { hasReturned } from './returning';
import { learnLeap, soonMs, valueWords, type Quantity } from './value-habit';

/** beyond the largest leap between two readings by so much */
const times = 3;

type Reading = { readonly value: number; readonly now: LocalTime };

/** A reading that leaps as it never did, to where it never was: a forged message, a sensor that was moved, or a fire. */
export function valueJump(context: HabitContext) {
  const odd = openHappening(context, 'value_jump');
  return {
    /** true: it leapt as it never did */
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, habit: ValueHabit, { value, now }: Reading): boolean {
      const leap = Math.abs(value - habit.last);
      if (leap <= quantity.leap || leap <= times * habit.biggestStep) return false;
      if (!isRipe(habits) || step.at - habit.lastAt > soonMs) return false;
      const margin = quantity.leap / 2;
      if (value >= habit.low - margin && value <= habit.high + margin) return true;
      if (hasReturned((habit.leaps ??= []), now.day)) {
        learnLeap(habit, value);
        return false;
      }
      odd.seen(step, step.at, {
        title: `The ${quantity.name} of ${spokenName(step.after.name)} leapt`,
        text:
          `From ${valueWords(habit.last, quantity)} to ${valueWords(value, quantity)}; in ${daysBefore(habits)} days it lay between ` +
          `${valueWords(habit.low, quantity)} and ${valueWords(habit.high, quantity)}`,
        confidence: 0.8,
      });
      return true;
    },
    forget: (device: DeviceId) => odd.forget(device),
  };
}

import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openLasting, type HabitContext } from './habit-rule';
import type { DeviceHabits, ValueHabit } from './habits';
import { daysBefore, isRipe } from './memory';
import { valueWords, type Quantity } from './value-habit';

/** so much longer than ever, and no less than so many readings and so long */
const stuck = { times: 4, readings: 30, ms: 3 * 60 * 60_000 } as const;

/** A sensor that goes on to tell the very same number: it is broken, or somebody plays back what it once said. */
export function valueStuck(context: HabitContext) {
  const unusual = openLasting(context, 'value_stuck');
  return {
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, habit: ValueHabit, value: number): void {
      if (!quantity.alwaysMoves) return;
      if (value !== habit.last) return unusual.end(step, 'It changes again', quantity.key);
      const ms = step.at - habit.runSince;
      if (habit.run < stuck.readings || ms < stuck.ms || !isRipe(habits)) return;
      if (habit.run <= stuck.times * habit.longestRun || ms <= stuck.times * habit.longestRunMs) return;
      unusual.begin(
        step,
        {
          title: `The ${quantity.name} of ${spokenName(step.after.name)} does not change any more`,
          text:
            `${valueWords(value, quantity)} for ${hoursWords(ms)}, told ${habit.run + 1} times; ` +
            `in ${daysBefore(habits)} days never for more than ${hoursWords(habit.longestRunMs)}`,
          confidence: 0.8,
        },
        quantity.key,
      );
    },
    forget: unusual.forget,
    adopt: unusual.adopt,
  };
}

function hoursWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

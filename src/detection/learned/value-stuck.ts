import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openLasting, type HabitContext } from './habit-rule';
import type { DeviceHabits, ValueHabit } from './habits';
import { daysBefore, isRipe } from './memory';
import { hasReturned } from './returning';
import { valueWords, type Quantity } from './value-habit';

/** so much longer than ever, and no less than so many readings and so long */
const stuck = { times: 4, readings: 30, ms: 3 * 60 * 60_000 } as const;
/** so much longer than usual between two readings: it was not heard, which says nothing of whether it moved */
const unheard = { times: 10, ms: 10 * 60_000 } as const;

/** A sensor that goes on to tell the very same number: it is broken, or somebody plays back what it once said. */
export function valueStuck(context: HabitContext) {
  const unusual = openLasting(context, 'value_stuck');
  return {
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, habit: ValueHabit, value: number): void {
      if (!quantity.alwaysMoves) return;
      if (wasUnheard(habit, step.at - habit.lastAt) && value === habit.last) habit.runSince += step.at - habit.lastAt;
      if (value !== habit.last) {
        // what alarmed teaches nothing, unless it comes back day after day
        if (isRipe(habits) && isStuck(habit, habit.lastAt) && !hasReturned((habit.stuck ??= []), dayOf(step.at))) {
          habit.run = 0;
          habit.runSince = habit.lastAt;
        }
        return unusual.end(step, 'It changes again', quantity.key);
      }
      const ms = step.at - habit.runSince;
      if (!isStuck(habit, step.at) || !isRipe(habits)) return;
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

function wasUnheard(habit: ValueHabit, gapMs: number): boolean {
  const usual = habit.usualGapMs ?? gapMs;
  habit.usualGapMs = usual + (Math.min(gapMs, 4 * Math.max(usual, 1_000)) - usual) / 20;
  return gapMs > unheard.ms && gapMs > unheard.times * usual;
}

/** Its number has stood for longer than it ever did, and for long enough to be worth a word. */
function isStuck({ run, runSince, longestRun, longestRunMs }: ValueHabit, at: number): boolean {
  const ms = at - runSince;
  if (run < stuck.readings || ms < stuck.ms) return false;
  return run > stuck.times * longestRun && ms > stuck.times * longestRunMs;
}

function dayOf(at: number): number {
  return Math.floor(at / 86_400_000);
}

function hoursWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

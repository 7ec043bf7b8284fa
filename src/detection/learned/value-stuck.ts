import type { JudgedAlert } from '@/core/alert';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { isVouched, noteOdd, vouchFor } from './beyond';
import { openLasting, type HabitContext } from './habit-rule';
import { oddDaysOf, type DeviceHabits } from './habits';
import { hasReturned } from './returning';
import { daysBefore, isRipe } from './ripe';
import { quantities, unknown, value, valueWords, type Quantity, type Values } from './value-habit';

/** so much longer than ever, and no less than so many readings and so long */
const stuck = { times: 4, readings: 30, ms: 3 * 60 * 60_000 } as const;
/** so much longer than usual between two readings: it was not heard, which says nothing of whether it moved */
const unheard = { times: 10, ms: 10 * 60_000 } as const;

/** A sensor that goes on to tell the very same number: it is broken, or somebody plays back what it once said. */
export function valueStuck(context: HabitContext) {
  const unusual = openLasting(context, 'value_stuck');
  return {
    /** true: it stood still as it never did, on so many days now that it is learned */
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, start: number, reading: number): boolean {
      if (!quantity.alwaysMoves) return false;
      const known = habits.values ?? [];
      const last = known[start + value.last]!;
      const lastAt = known[start + value.lastAt]!;
      if (wasUnheard(known, start, step.at - lastAt) && reading === last)
        known[start + value.runSince]! += step.at - lastAt;
      if (reading !== last) {
        // what alarmed teaches nothing, unless it comes back day after day
        const wasStuck = isStuck(known, start, lastAt) && isRipe(habits);
        const isHabit = wasStuck && isBack(habits, quantity, step.at);
        if (wasStuck && !isHabit) {
          known[start + value.run] = 0;
          known[start + value.runSince] = lastAt;
        }
        unusual.end(step, 'It changes again', quantity.key);
        return isHabit;
      }
      if (!isStuck(known, start, step.at) || !isRipe(habits) || unusual.stands(step.after.id, quantity.key))
        return false;
      const ms = step.at - known[start + value.runSince]!;
      if (isVouched(habits, barOf(quantity), ms)) return false;
      noteOdd(habits, barOf(quantity), step.at, ms);
      unusual.begin(
        step,
        {
          title: `The ${quantity.name} of ${spokenName(step.after.name)} does not change any more`,
          text:
            `${valueWords(reading, quantity)} for ${hoursWords(ms)}, told ${known[start + value.run]! + 1} times; ` +
            `in ${daysBefore(habits)} days never for more than ${hoursWords(known[start + value.longestRunMs]!)}`,
          confidence: 0.8,
        },
        quantity.key,
      );
      return false;
    },
    forget: unusual.forget,
    adopt: unusual.adopt,
    /** A person said what it was: it may stand still for so long again. This time it is not told again. */
    teach(alert: JudgedAlert): void {
      if (alert.class !== 'value_stuck' || alert.device === null) return;
      const habits = context.memory.devices.get(alert.device);
      for (const quantity of quantities)
        if (alert.subject === `${alert.device} ${quantity.key}`) vouchFor(habits, barOf(quantity), alert);
    },
  };
}

const barOf = ({ key }: Quantity) => `${key} stands still`;

function wasUnheard(known: Values, start: number, gapMs: number): boolean {
  const before = known[start + value.usualGapMs]!;
  const usual = before === unknown ? gapMs : before;
  known[start + value.usualGapMs] = usual + (Math.min(gapMs, 4 * Math.max(usual, 1_000)) - usual) / 20;
  return gapMs > unheard.ms && gapMs > unheard.times * usual;
}

/** Its number has stood for longer than it ever did, and for long enough to be worth a word. */
function isStuck(known: Values, start: number, at: number): boolean {
  const run = known[start + value.run]!;
  if (run < stuck.readings) return false;
  const ms = at - known[start + value.runSince]!;
  // it began while the clock was ahead
  if (ms < 0) known[start + value.runSince] = at;
  if (ms < stuck.ms) return false;
  return run > stuck.times * known[start + value.longestRun]! && ms > stuck.times * known[start + value.longestRunMs]!;
}

function isBack(habits: DeviceHabits, { key }: Quantity, at: number): boolean {
  return hasReturned(oddDaysOf(habits, key, 'stuck'), dayOf(at));
}

function dayOf(at: number): number {
  return Math.floor(at / 86_400_000);
}

function hoursWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

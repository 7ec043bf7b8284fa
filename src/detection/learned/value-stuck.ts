import type { JudgedAlert } from '@/core/alert';
import { spokenName } from '@/core/spoken-name';

import { longWords } from '../long-words';
import type { Step } from '../rule';
import { isVouched, noteOdd, vouchFor } from './beyond';
import { openLasting, type HabitContext } from './habit-rule';
import { oddDaysOf, type DeviceHabits } from './habits';
import { hasReturned } from './returning';
import { daysBefore, isRipe } from './ripe';
import { quantities, unknown, value, valueWords, type Quantity, type Values } from './value-habit';
import { beginTwo, isOneOfTwo } from './value-two';

/** so much longer than ever, and no less than so many readings and so long */
const stuck = { times: 4, readings: 30, ms: 3 * 60 * 60_000 } as const;
/** so much longer than usual between two readings: it was not heard, which says nothing of whether it moved */
const unheard = { times: 10, ms: 10 * 60_000 } as const;

/** A sensor that goes on to tell the very same number, or one of the same two: it is broken, or somebody plays back what it once said. */
export function valueStuck(context: HabitContext) {
  const unusual = openLasting(context, 'value_stuck');
  return {
    /** true: it stood still as it never did, on so many days now that it is learned */
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, start: number, reading: number): boolean {
      if (!quantity.alwaysMoves) return false;
      const known = habits.values ?? [];
      const last = known[start + value.last]!;
      const lastAt = known[start + value.lastAt]!;
      const isTwo = isOneOfTwo(known, start, reading);
      if (wasUnheard(known, start, step.at - lastAt)) {
        if (reading === last) known[start + value.runSince]! += step.at - lastAt;
        if (isTwo || reading === last) known[start + value.twoSince]! += step.at - lastAt;
      }
      if (reading !== last) {
        // what alarmed teaches nothing, unless it comes back day after day
        const wasOne = isStuck(known, start, lastAt);
        const wasStuck = (wasOne || (!isTwo && isStuckAtTwo(known, start, lastAt))) && isRipe(habits);
        const isHabit = wasStuck && isBack(habits, quantity, step.at);
        if (wasStuck && !isHabit) {
          if (wasOne) {
            known[start + value.run] = 0;
            known[start + value.runSince] = lastAt;
          }
          beginTwo(known, start, lastAt);
        }
        if (wasStuck || !isTwo || !isStuckAtTwo(known, start, step.at))
          unusual.end(step, 'It changes again', quantity.key);
        if (wasStuck) return isHabit;
      }
      const isOne = reading === last && isStuck(known, start, step.at);
      if (!isOne && !(isTwo && isStuckAtTwo(known, start, step.at) && wavers(known, start, step.at))) return false;
      if (!isRipe(habits) || unusual.stands(step.after.id, quantity.key)) return false;
      const ms = step.at - known[start + (isOne ? value.runSince : value.twoSince)]!;
      if (isVouched(habits, barOf(quantity), ms)) return false;
      noteOdd(habits, barOf(quantity), step.at, ms);
      if (!isOne) {
        const longest = Math.max(known[start + value.longestTwoMs]!, known[start + value.longestRunMs]!);
        unusual.begin(
          step,
          {
            title: `The ${quantity.name} of ${spokenName(step.after.name)} is one of the same two numbers`,
            text:
              `${valueWords(known[start + value.other]!, quantity)} or ${valueWords(known[start + value.last]!, quantity)} for ${longWords(ms)}, ` +
              `told ${known[start + value.twoRun]! + 1} times; in ${daysBefore(habits)} days ${longest === 0 ? 'never for long' : `never for more than ${longWords(longest)}`}`,
            confidence: 0.8,
          },
          quantity.key,
        );
        return false;
      }
      unusual.begin(
        step,
        {
          title: `The ${quantity.name} of ${spokenName(step.after.name)} does not change any more`,
          text:
            `${valueWords(reading, quantity)} for ${longWords(ms)}, told ${known[start + value.run]! + 1} times; ` +
            `in ${daysBefore(habits)} days never for more than ${longWords(known[start + value.longestRunMs]!)}`,
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

/** The same of two numbers. */
function isStuckAtTwo(known: Values, start: number, at: number): boolean {
  if (known[start + value.twoRun]! < stuck.readings || known[start + value.other] === unknown) return false;
  const ms = at - known[start + value.twoSince]!;
  // it began while the clock was ahead
  if (ms < 0) known[start + value.twoSince] = at;
  const longest = Math.max(known[start + value.longestTwoMs]!, known[start + value.longestRunMs]!);
  return ms >= stuck.ms && ms > stuck.times * longest;
}

/** It was not the one of the two for most of the time: that would be a number that stands still, whose bar is another. */
function wavers(known: Values, start: number, at: number): boolean {
  return at - known[start + value.runSince]! < (at - known[start + value.twoSince]!) / 2;
}

function isBack(habits: DeviceHabits, { key }: Quantity, at: number): boolean {
  return hasReturned(oddDaysOf(habits, key, 'stuck'), dayOf(at));
}

function dayOf(at: number): number {
  return Math.floor(at / 86_400_000);
}

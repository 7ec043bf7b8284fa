import type { JudgedAlert } from '@/core/alerts/alert';
import { spokenName } from '@/core/spoken-name';

import { longWords } from '../long-words';
import type { Step } from '../rule';
import { isVouched, noteOdd, vouchFor } from './beyond';
import { metricNamed } from './courses';
import { openLasting, type HabitContext, type Unusual } from './habit-rule';
import { oddDaysOf } from './habits';
import type { DeviceHabits } from './device-habits';
import { hasReturned } from './returning';
import { daysBefore, isRipe } from './ripe';
import { quantities, valueWords, type Quantity } from './value-habit';
import { unknown, value, type Values } from './value-row';
import { beginTwo, isOneOfTwo } from './value-two';

/** so much longer than ever, and no less than so many readings and so long */
const stuck = { times: 4, readings: 30, ms: 3 * 60 * 60_000 } as const;
/** so much longer than usual between two readings: it was not heard, which says nothing of whether it moved */
const unheard = { times: 10, ms: 10 * 60_000 } as const;

/** A sensor that goes on to tell the very same number, or one of the same two: it is broken, or somebody plays back what it once said. */
export function valueStuck(context: HabitContext) {
  const unusual = openLasting(context, 'value_stuck', { numberOf: metricNamed });

  /** It is another number now. True: it had stood still on so many days that it is learned; null: it had not stood still. */
  function moves(step: Step, habits: DeviceHabits, quantity: Quantity, start: number, isTwo: boolean): boolean | null {
    const known = habits.values ?? [];
    const lastAt = known[start + value.lastAt]!;
    const wasOne = isStuck(known, start, lastAt);
    const wasStuck = (wasOne || (!isTwo && isStuckAtTwo(known, start, lastAt))) && isRipe(habits);
    if (wasStuck || !isTwo || !isStuckAtTwo(known, start, step.at)) unusual.end(step, 'It changes again', quantity.key);
    if (!wasStuck) return null;
    if (isBack(habits, quantity, step.at)) return true;
    // what alarmed teaches nothing
    if (wasOne) beginAgain(known, start, lastAt);
    else beginTwo(known, start, lastAt);
    return false;
  }

  /** It stands still, at one number or at two, as it never did. */
  function tell(step: Step, habits: DeviceHabits, quantity: Quantity, start: number, isOne: boolean): void {
    const known = habits.values ?? [];
    const ms = step.at - known[start + (isOne ? value.runSince : value.twoSince)]!;
    if (isVouched(habits, barOf(quantity), ms)) return;
    noteOdd(habits, barOf(quantity), step.at, ms);
    const words = { habits, known, start, quantity, name: spokenName(step.after.name), ms };
    unusual.begin(step, isOne ? atOne(words) : atTwo(words), quantity.key);
  }

  return {
    /** true: it stood still as it never did, on so many days now that it is learned */
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, start: number, reading: number): boolean {
      if (!quantity.alwaysMoves) return false;
      const known = habits.values ?? [];
      const last = known[start + value.last]!;
      const gapMs = step.at - known[start + value.lastAt]!;
      const isTwo = isOneOfTwo(known, start, reading);
      if (isAtItsEnd(quantity, reading)) {
        unusual.end(step, 'It tells as much as there can be', quantity.key);
        beginAgain(known, start, step.at);
        return false;
      }
      if (wasUnheard(known, start, gapMs)) {
        if (reading === last) known[start + value.runSince]! += gapMs;
        if (isTwo || reading === last) known[start + value.twoSince]! += gapMs;
      }
      const isLearned = reading === last ? null : moves(step, habits, quantity, start, isTwo);
      if (isLearned !== null) return isLearned;
      const isOne = reading === last && isStuck(known, start, step.at);
      const stands = isOne || (isTwo && isStuckAtTwo(known, start, step.at) && wavers(known, start, step.at));
      if (stands && isRipe(habits) && !unusual.stands(step.after.id, quantity.key))
        tell(step, habits, quantity, start, isOne);
      return false;
    },
    stands: unusual.stands,
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

type Words = {
  readonly habits: DeviceHabits;
  readonly known: Values;
  readonly start: number;
  readonly quantity: Quantity;
  readonly name: string;
  readonly ms: number;
};

function atOne({ habits, known, start, quantity, name, ms }: Words): Unusual {
  const reading = valueWords(known[start + value.last]!, quantity);
  const longestMs = known[start + value.longestRunMs]!;
  return {
    title: `The ${quantity.name} of ${name} does not change any more`,
    text:
      `${reading} for ${longWords(ms)}, told ${known[start + value.run]! + 1} times; ` +
      `in ${daysBefore(habits)} days never for more than ${longWords(longestMs)}`,
    confidence: 0.8,
  };
}

function atTwo({ habits, known, start, quantity, name, ms }: Words): Unusual {
  const [one, other] = [value.other, value.last].map((place) => valueWords(known[start + place]!, quantity));
  const longestMs = longestAtTwo(known, start);
  return {
    title: `The ${quantity.name} of ${name} is one of the same two numbers`,
    text:
      `${one} or ${other} for ${longWords(ms)}, told ${known[start + value.twoRun]! + 1} times; ` +
      `in ${daysBefore(habits)} days ${longestMs === 0 ? 'never for long' : `never for more than ${longWords(longestMs)}`}`,
    confidence: 0.8,
  };
}

/** In fog or under a shower the air holds no more, and what says so for hours stands still as it should. */
function isAtItsEnd({ key }: Quantity, reading: number): boolean {
  return key === 'humidityPercent' && reading >= 99;
}

/** It teaches nothing of how long it stands still elsewhere. */
function beginAgain(known: Values, start: number, at: number): void {
  known[start + value.run] = 0;
  known[start + value.runSince] = at;
  beginTwo(known, start, at);
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
  return ms >= stuck.ms && ms > stuck.times * longestAtTwo(known, start);
}

function longestAtTwo(known: Values, start: number): number {
  return Math.max(known[start + value.longestTwoMs]!, known[start + value.longestRunMs]!);
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

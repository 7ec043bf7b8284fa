import type { JudgedAlert } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { judgedIn, noteOdd } from './beyond';
import { openHappening, type HabitContext } from './habit-rule';
import { oddDaysOf } from './habits';
import type { DeviceHabits } from './device-habits';
import type { LocalTime } from './local-time';
import { hasReturned } from './returning';
import { daysBefore, isRipe } from './ripe';
import { beginClimb, climbTo } from './value-climb';
import { learnLeap, quantities, soonMs, valueAt, valueWords, type Quantity } from './value-habit';
import { value } from './value-row';

/** beyond the largest leap between two readings by so much */
const times = 3;

/** A reading that leaps, or gets within minutes, as far as it never did, to where it never was: a forged message, a sensor that was moved, or a fire. */
export function valueJump(context: HabitContext) {
  const odd = openHappening(context, 'value_jump');
  return {
    /** true: it leapt or climbed as it never did, which teaches nothing of how it moves */
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
      const isLeap = leap > quantity.leap && leap > times * known[start + value.biggestStep]!;
      const margin = quantity.leap / 2;
      const [low, high] = [known[start + value.low]!, known[start + value.high]!];
      const isInside = reading >= low - margin && reading <= high + margin;
      if ((isInside && !isLeap) || !isRipe(habits) || isTurnedOn(step, quantity)) return false;
      if (isLeap && step.at - known[start + value.lastAt]! > soonMs) return false;
      const isUp = reading > high;
      const climb = isLeap ? undefined : climbTo(known, start, reading, step.at, isUp, quantity);
      if (isLeap) beginClimb(known, start, reading, step.at);
      else if (climb === undefined) return false;
      if (isInside || climb?.isFurthest === false) return true;
      const from = climb?.from ?? last;
      if (hasReturned(oddDaysOf(habits, quantity.key, 'leaps'), now.day)) {
        learnLeap(known, start, reading, from);
        return false;
      }
      noteOdd(habits, barOf(quantity, isUp), step.at, isUp ? reading : -reading);
      odd.seen(step, step.at, {
        title: `The ${quantity.name} of ${spokenName(step.after.name)} ${isLeap ? 'leapt' : isUp ? 'rose fast' : 'fell fast'}`,
        text:
          `From ${valueWords(from, quantity)} to ${valueWords(reading, quantity)}${climb === undefined ? '' : ` within ${Math.ceil(climb.ms / 60_000)} minutes`}; ` +
          `in ${daysBefore(habits)} days it lay between ${valueWords(low, quantity)} and ${valueWords(high, quantity)}`,
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

/** What hangs on it draws what it likes; switched off, it cannot. */
function isTurnedOn({ after: { state } }: Step, { isUsed }: Quantity): boolean {
  return isUsed === true && state.switch !== undefined && state.switch.value !== 'off';
}

const barOf = ({ key }: Quantity, isUp: boolean) => `${key} leaps ${isUp ? 'up' : 'down'}`;

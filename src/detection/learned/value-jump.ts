import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openHappening, type HabitContext } from './habit-rule';
import { oddDaysOf, type DeviceHabits } from './habits';
import type { LocalTime } from './local-time';
import { daysBefore, isRipe } from './memory';
import { hasReturned } from './returning';
import { learnLeap, soonMs, value, valueWords, type Quantity } from './value-habit';

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
  };
}

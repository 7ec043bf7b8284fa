import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openLasting, type HabitContext } from './habit-rule';
import type { DeviceHabits, ValueHabit } from './habits';
import { daysBefore, isRipe } from './memory';
import { valueWords, type Quantity } from './value-habit';

/** a day is off by so many times what days usually are off, and by twice of what the other sensors are */
const far = { times: 4, others: 2 } as const;
const calmShare = 0.6;

/**
 * A reading that wanders away from what is usual at each hour, while its like in the same home do not: the sensor ages, or
 * somebody leads it astray slowly enough that no step is large. A cold front and the heating season move all of them.
 */
export function valueDrift(context: HabitContext) {
  const unusual = openLasting(context, 'value_drift');

  /** How far the others of this home are off, in the same direction: their middle. */
  function othersDrift(step: Step, key: Quantity['key'], sign: number): number {
    const drifts: number[] = [];
    for (const [id, { values }] of context.memory.devices) {
      const habit = values?.[key];
      if (id !== step.after.id && habit !== undefined) drifts.push(habit.drift * sign);
    }
    return drifts.toSorted((one, other) => one - other)[Math.floor(drifts.length / 2)] ?? 0;
  }

  return {
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, habit: ValueHabit): void {
      const off = Math.abs(habit.drift);
      const bar = Math.max(quantity.drift, far.times * habit.usualDrift);
      if (off < calmShare * bar) return unusual.end(step, 'It is back where it usually is', quantity.key);
      if (off <= bar || !isRipe(habits) || unusual.stands(step.after.id, quantity.key)) return;
      const others = othersDrift(step, quantity.key, Math.sign(habit.drift));
      if (off < far.others * others + quantity.drift / 2) return;
      unusual.begin(
        step,
        {
          title: `The ${quantity.name} of ${spokenName(step.after.name)} has drifted`,
          text:
            `Over the last day ${valueWords(off, quantity)} ${habit.drift > 0 ? 'above' : 'below'} what is usual at each hour; ` +
            `in ${daysBefore(habits)} days it was ${valueWords(habit.usualDrift, quantity)} off on average`,
          confidence: 0.7,
        },
        quantity.key,
      );
    },
    forget: unusual.forget,
    adopt: unusual.adopt,
  };
}

import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openLasting, type HabitContext } from './habit-rule';
import type { DeviceHabits } from './habits';
import { daysBefore, isRipe } from './memory';
import { value, valueAt, valueWords, type Quantity } from './value-habit';

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
  function othersDrift(step: Step, place: number, sign: number): number {
    const drifts: number[] = [];
    for (const [id, { values = [] }] of context.memory.devices) {
      const start = valueAt(values, place);
      if (id !== step.after.id && start >= 0) drifts.push(values[start + value.drift]! * sign);
    }
    return drifts.toSorted((one, other) => one - other)[Math.floor(drifts.length / 2)] ?? 0;
  }

  return {
    judge(step: Step, habits: DeviceHabits, quantity: Quantity, start: number): void {
      const known = habits.values ?? [];
      const drift = known[start + value.drift]!;
      const usualDrift = known[start + value.usualDrift]!;
      const off = Math.abs(drift);
      const bar = Math.max(quantity.drift, far.times * usualDrift);
      if (off < calmShare * bar) return unusual.end(step, 'It is back where it usually is', quantity.key);
      if (off <= bar || !isRipe(habits) || unusual.stands(step.after.id, quantity.key)) return;
      const others = othersDrift(step, known[start + value.quantity]!, Math.sign(drift));
      if (off < far.others * others + quantity.drift / 2) return;
      unusual.begin(
        step,
        {
          title: `The ${quantity.name} of ${spokenName(step.after.name)} has drifted`,
          text:
            `Over the last day ${valueWords(off, quantity)} ${drift > 0 ? 'above' : 'below'} what is usual at each hour; ` +
            `in ${daysBefore(habits)} days it was ${valueWords(usualDrift, quantity)} off on average`,
          confidence: 0.7,
        },
        quantity.key,
      );
    },
    forget: unusual.forget,
    adopt: unusual.adopt,
  };
}

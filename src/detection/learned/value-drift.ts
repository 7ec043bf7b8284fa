import type { JudgedAlert } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';
import type { StateKey } from '@/core/state';

import type { Step } from '../rule';
import { isVouched, noteOdd, vouch } from './beyond';
import { metricNamed } from './courses';
import { openLasting, type HabitContext } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import { isDriftOf } from './number-unusual';
import { daysBefore, isRipe } from './ripe';
import { farTimes, quantities, valueAt, valueWords, type Quantity } from './value-habit';
import { unknown, value, type Values } from './value-row';

/** a day is off by twice of what the other sensors are */
const farOthers = 2;
const calmShare = 0.6;

/**
 * A reading that wanders away from what is usual at each hour, while its like in the same home do not: the sensor ages, or
 * somebody leads it astray slowly enough that no step is large. A cold front and the heating season move all of them.
 */
export function valueDrift(context: HabitContext, isToldByHour: (device: DeviceId, key: StateKey) => boolean) {
  const unusual = openLasting(context, 'value_drift', { numberOf: metricNamed });

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
      const bar = barAt(known, start, quantity);
      if (off < calmShare * bar) return unusual.end(step, 'It is back where it usually is', quantity.key);
      if (off <= bar || quantity.isUsed === true || !isRipe(habits)) return;
      const name = barOf(quantity);
      if (isVouched(habits, name, off)) return;
      const others = othersDrift(step, known[start + value.quantity]!, Math.sign(drift));
      if (off < farOthers * others + quantity.drift / 2) return;
      // the mean of a day follows what is so now, and that is what a person would judge
      noteOdd(habits, name, step.at, Math.max(off, offNow(known, start)));
      if (isToldByHour(step.after.id, quantity.key)) return;
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
    stands: unusual.stands,
    forget: unusual.forget,
    adopt: unusual.adopt,
    /** A person said what it was: it may lie so far from there again. */
    teach(alert: JudgedAlert): void {
      if (alert.class !== 'value_drift' || alert.device === null) return;
      const { device, subject } = alert;
      const quantity = quantities.find(({ key }) => isDriftOf(subject, device, key));
      if (quantity === undefined) return;
      vouch(context.memory.devices.get(device), barOf(quantity), alert);
      unusual.settle(alert);
    },
  };
}

/** How far a day may be off. */
function barAt(known: Values, start: number, { drift }: Quantity): number {
  return Math.max(drift, farTimes * known[start + value.usualDrift]!);
}

/** The last day is so far off that it would not be over, were it told. `key`: of a quantity, or of none. */
export function isDrifting({ values = [] }: DeviceHabits, key: string): boolean {
  const place = quantities.findIndex((quantity) => quantity.key === key);
  const [quantity, start] = [quantities[place], valueAt(values, place)];
  if (quantity === undefined || start < 0) return false;
  return Math.abs(values[start + value.drift]!) >= calmShare * barAt(values, start, quantity);
}

const barOf = ({ key }: Quantity) => `${key} drifts`;

function offNow(known: Values, start: number): number {
  const usual = known[start + value.usualNow]!;
  return usual === unknown ? 0 : Math.abs(known[start + value.last]! - usual);
}

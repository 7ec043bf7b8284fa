import type { DeviceId } from '@/core/device';
import type { StateKey } from '@/core/state';

import type { Step } from '../rule';
import type { HabitContext, HabitRule } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import type { LocalTime } from './local-time';
import { openNumbers } from './numbers';
import { learnClimb } from './value-climb';
import { learnHourOfDay, learnValue, quantities, valueAt, withValue } from './value-habit';
import { isDrifting, valueDrift } from './value-drift';
import { valueJump } from './value-jump';
import { valueStuck } from './value-stuck';
import { learnTwo } from './value-two';

export type ValueRules = Omit<HabitRule, 'hear'> & {
  /** `place`: of its quantity in `quantities` */
  hear(step: Step, habits: DeviceHabits, place: number, value: number, now: LocalTime): void;
  isDriftTold(device: DeviceId, key: string): boolean;
  /** that it drifts, or stands still */
  isTold(device: DeviceId, key: string): boolean;
  /** the last day is so far from what is usual that it would not be over, were it told */
  isDrifting(habits: DeviceHabits, key: string): boolean;
};

/** Readings of slow quantities: each is judged three ways, and then learned. `isToldByHour`: that it lies where it does not at this hour. */
export function values(context: HabitContext, isToldByHour: (device: DeviceId, key: StateKey) => boolean): ValueRules {
  const [jump, stuck, drift] = [valueJump(context), valueStuck(context), valueDrift(context, isToldByHour)];
  return {
    hear(step, habits, place, value, now) {
      const quantity = quantities[place];
      if (quantity === undefined) return;
      let known = (habits.values ??= openNumbers());
      let start = valueAt(known, place);
      if (start < 0) {
        start = known.length;
        known = habits.values = withValue(known, place, value, step.at, now);
        learnValue(known, start, value, step.at, now, quantity);
        learnHourOfDay(known, start, value, now, quantity);
        return;
      }
      const isOdd = jump.judge(step, habits, quantity, start, value, now);
      const isHabit = stuck.judge(step, habits, quantity, start, value);
      learnClimb(known, start, value, step.at, now, quantity, isOdd, habits);
      if (quantity.alwaysMoves) learnTwo(known, start, value, now, quantity, isHabit ? undefined : habits);
      learnValue(known, start, value, step.at, now, quantity, isOdd, isHabit ? undefined : habits);
      if (learnHourOfDay(known, start, value, now, quantity, habits.weeks)) drift.judge(step, habits, quantity, start);
    },
    isDriftTold: drift.stands,
    isTold: (device, key) => drift.stands(device, key) || stuck.stands(device, key),
    isDrifting,
    forget(device, at) {
      jump.forget(device);
      stuck.forget(device, at);
      drift.forget(device, at);
    },
    adopt(alert, at) {
      stuck.adopt(alert, at);
      drift.adopt(alert, at);
    },
    teach(alert) {
      jump.teach(alert);
      stuck.teach(alert);
      drift.teach(alert);
    },
  };
}

import type { HabitContext, HabitRule } from './habit-rule';
import type { DeviceHabits } from './habits';
import { learnHourOfDay, learnValue, openValue, quantities } from './value-habit';
import { valueDrift } from './value-drift';
import { valueJump } from './value-jump';
import { valueStuck } from './value-stuck';

const quantityOf = new Map<string, (typeof quantities)[number]>(quantities.map((quantity) => [quantity.key, quantity]));

/** Readings of slow quantities: each is judged three ways, and then learned. */
export function values(context: HabitContext): HabitRule {
  const [jump, stuck, drift] = [valueJump(context), valueStuck(context), valueDrift(context)];
  return {
    hear(step, habits, now) {
      for (const { fact } of step.observations) {
        if (fact.type !== 'state') continue;
        for (const key in fact.state) {
          const quantity = quantityOf.get(key);
          if (quantity === undefined) continue;
          const value = fact.state[quantity.key];
          if (typeof value !== 'number' || !Number.isFinite(value)) continue;
          const known = valuesOf(habits)[quantity.key];
          if (known === undefined) {
            const opened = openValue(value, step.at, now);
            valuesOf(habits)[quantity.key] = opened;
            learnValue(opened, value, { at: step.at, now }, quantity);
            learnHourOfDay(opened, value, now, quantity);
            continue;
          }
          const isLeap = jump.judge(step, habits, quantity, known, { value, now });
          stuck.judge(step, habits, quantity, known, value);
          learnValue(known, value, { at: step.at, now, isLeap }, quantity);
          if (learnHourOfDay(known, value, now, quantity)) drift.judge(step, habits, quantity, known);
        }
      }
    },
    forget(device, at) {
      jump.forget(device);
      stuck.forget(device, at);
      drift.forget(device, at);
    },
    adopt(alert) {
      stuck.adopt(alert);
      drift.adopt(alert);
    },
  };
}

function valuesOf(habits: DeviceHabits): NonNullable<DeviceHabits['values']> {
  return (habits.values ??= {});
}

import { measuredStates } from '@/core/history';

import { learnCourse, placeOfMetric } from './courses';
import type { HabitContext, HabitRule } from './habit-rule';
import type { DeviceHabits } from './habits';
import type { LocalTime } from './local-time';
import { never, pulse, pulseOf } from './pulse';
import { quantities } from './value-habit';
import { values } from './values';

const minuteMs = 60_000;

/** Where a number of a state stands in `metrics`, and in `quantities` (−1: nowhere). */
type Reading = { readonly metric: number; readonly quantity: number };

/** what only counts upwards lies nowhere */
const measured = new Map<string, Reading>(
  measuredStates
    .filter((key) => key !== 'energyKwh')
    .map((key) => [key, { metric: metricOf(key), quantity: quantities.findIndex((quantity) => quantity.key === key) }]),
);
const [lqi, rssi, messages] = [metricOf('lqi'), metricOf('rssi'), metricOf('messages')];

/** Each number that a device tells, looked at once: where it usually lies, and what is unusual of a slow quantity. */
export function readings(context: HabitContext): HabitRule {
  const { memory } = context;
  const { hear, ...others } = values(context);

  function learn(habits: DeviceHabits, metric: number, value: number, now: LocalTime): void {
    if (Number.isFinite(value)) learnCourse(memory, habits, metric, value, now);
  }

  /** Minutes in which it was silent are told by the next in which it speaks. */
  function countMinute(habits: DeviceHabits, at: number, now: LocalTime): void {
    const minute = Math.floor(at / minuteMs);
    const counted = pulseOf(habits);
    const known = counted[pulse.minute] ?? never;
    const count = counted[pulse.minuteCount] ?? 0;
    if (minute <= known) {
      counted[pulse.minuteCount] = count + 1;
      return;
    }
    counted[pulse.minute] = minute;
    counted[pulse.minuteCount] = 1;
    if (known === never) return;
    learn(habits, messages, count, now);
    if (minute > known + 1) learn(habits, messages, 0, now);
  }

  return {
    ...others,
    hear(step, habits, now) {
      countMinute(habits, step.at, now);
      for (const { fact } of step.observations) {
        if (fact.type === 'signal') {
          if (typeof fact.lqi === 'number') learn(habits, lqi, fact.lqi, now);
          if (typeof fact.rssiDbm === 'number') learn(habits, rssi, fact.rssiDbm, now);
        } else if (fact.type === 'state') {
          for (const key in fact.state) {
            const reading = measured.get(key);
            if (reading === undefined) continue;
            const value: unknown = fact.state[key as keyof typeof fact.state]; // it is one of `measured`
            if (typeof value !== 'number' || !Number.isFinite(value)) continue;
            learnCourse(memory, habits, reading.metric, value, now);
            if (reading.quantity >= 0) hear(step, habits, reading.quantity, value, now);
          }
        }
      }
    },
  };
}

function metricOf(metric: string): number {
  return placeOfMetric.get(metric) ?? -1;
}

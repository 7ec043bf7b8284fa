import { measuredStates, type Metric } from '@/core/history';

import { learnReading } from './course-hours';
import type { HabitContext, HabitRule } from './habit-rule';
import type { DeviceHabits } from './habits';
import type { LocalTime } from './local-time';
import { never, pulse, pulseOf } from './pulse';

const minuteMs = 60_000;
/** a course by the hour of the week takes three kilobytes: the first ones have it, which is all of a home of some hundred devices */
const mostByHour = 1_500;
/** what only counts upwards lies nowhere */
const measured: ReadonlySet<string> = new Set(measuredStates.filter((key) => key !== 'energyKwh'));

/** Where each number of each device usually lies. It raises nothing: charts show it, and other habits ask it. */
export function courses({ memory }: HabitContext): HabitRule {
  function learn(habits: DeviceHabits, metric: Metric, value: number, now: LocalTime): void {
    if (Number.isFinite(value)) learnReading(habits, metric, value, now, isByHour);
  }

  function isByHour(): boolean {
    const courses = memory.coursesByHour ?? 0;
    if (courses >= mostByHour) return false;
    memory.coursesByHour = courses + 1;
    return true;
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
    learn(habits, 'messages', count, now);
    if (minute > known + 1) learn(habits, 'messages', 0, now);
  }

  return {
    hear({ at, observations }, habits, now) {
      countMinute(habits, at, now);
      for (const { fact } of observations) {
        if (fact.type === 'signal') {
          if (typeof fact.lqi === 'number') learn(habits, 'lqi', fact.lqi, now);
          if (typeof fact.rssiDbm === 'number') learn(habits, 'rssi', fact.rssiDbm, now);
        } else if (fact.type === 'state') {
          for (const key in fact.state) {
            if (!measured.has(key)) continue;
            const value = fact.state[key as Metric & keyof typeof fact.state]; // one of `measured`
            if (typeof value === 'number') learn(habits, key as Metric, value, now);
          }
        }
      }
    },
  };
}

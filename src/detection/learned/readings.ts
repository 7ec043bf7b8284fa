import { measuredStates } from '@/core/history';

import type { Step } from '../rule';
import { beginHour, learnCourse, placeOfMetric } from './courses';
import type { HabitContext, HabitRule } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import type { LocalTime } from './local-time';
import { numberUnusual, type BetterKnown, type NumberUnusual } from './number-unusual';
import { never } from './pulse';
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

/**
 * Each number that a device tells, looked at once: where it usually lies, at which hour it does not, and what is unusual of a slow quantity.
 * `isTold`: another rule has an alert of it.
 */
export function readings(context: HabitContext, isTold: BetterKnown['isTold']): HabitRule {
  const { memory } = context;
  const slow = values(context, (device, key) => byHour.stands(device, key));
  const byHour: NumberUnusual = numberUnusual(context, {
    isTold: (device, metric) => isTold(device, metric) || slow.isDriftTold(device, metric),
    isAlarming: (device, metric) => isTold(device, metric) || slow.isTold(device, metric),
    goesOn: slow.isDrifting,
  });

  function learn(step: Step, habits: DeviceHabits, place: number, value: number, now: LocalTime): void {
    if (learnCourse(memory, habits, place, value, now)) return;
    const isUsual = byHour.judge(step, habits, place);
    beginHour(habits, place, value, now, isUsual);
  }

  /** Minutes in which it was silent are told by the next in which it speaks. */
  function countMinute(step: Step, habits: DeviceHabits, now: LocalTime): void {
    const minute = Math.floor(step.at / minuteMs);
    const { lastMinute, inMinute } = habits;
    if (minute <= lastMinute) {
      habits.inMinute++;
      return;
    }
    habits.lastMinute = minute;
    habits.inMinute = 1;
    if (lastMinute === never) return;
    learn(step, habits, messages, inMinute, now);
    if (minute > lastMinute + 1) learn(step, habits, messages, 0, now);
  }

  return {
    hear(step, habits, now) {
      countMinute(step, habits, now);
      for (const { fact } of step.observations) {
        if (fact.type === 'signal') {
          if (isReading(fact.lqi)) learn(step, habits, lqi, fact.lqi, now);
          if (isReading(fact.rssiDbm)) learn(step, habits, rssi, fact.rssiDbm, now);
        } else if (fact.type === 'state') {
          for (const key in fact.state) {
            const reading = measured.get(key);
            if (reading === undefined) continue;
            const value: unknown = fact.state[key as keyof typeof fact.state]; // it is one of `measured`
            if (!isReading(value)) continue;
            learn(step, habits, reading.metric, value, now);
            if (reading.quantity >= 0) slow.hear(step, habits, reading.quantity, value, now);
          }
        }
      }
    },
    forget(device, at) {
      slow.forget?.(device, at);
      byHour.forget(device, at);
    },
    adopt(alert, at) {
      slow.adopt?.(alert, at);
      byHour.adopt(alert, at);
    },
    teach(alert) {
      slow.teach?.(alert);
      byHour.teach(alert);
    },
  };
}

function isReading(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function metricOf(metric: string): number {
  return placeOfMetric.get(metric) ?? -1;
}

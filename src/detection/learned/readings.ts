import { measuredStates } from '@/core/history';
import type { State, StateKey } from '@/core/state';

import { learnCourse, placeOfMetric } from './courses';
import type { Step } from '../rule';
import type { HabitContext, HabitRule } from './habit-rule';
import type { DeviceHabits } from './habits';
import type { LocalTime } from './local-time';
import { never, pulse, pulseOf } from './pulse';
import { quantities } from './value-habit';
import { values } from './values';

const minuteMs = 60_000;

const [lqi, rssi, messages] = [metricOf('lqi'), metricOf('rssi'), metricOf('messages')];

/** what of a camera's is measured, and is what somebody does with it */
const ofSomebody: ReadonlySet<string> = new Set(['viewers', 'bitrateKbps'] satisfies StateKey[]);

/** Where a number of a state stands in `metrics`, and in `quantities` (−1: nowhere). */
type Reading = { readonly metric: number; readonly quantity: number; readonly isOfSomebody: boolean };

const measured = new Map<string, Reading>(
  measuredStates.map((key) => [
    key,
    {
      // what only counts upwards lies nowhere
      metric: key === 'energyKwh' ? -1 : metricOf(key),
      quantity: quantities.findIndex((quantity) => quantity.key === key),
      isOfSomebody: ofSomebody.has(key),
    },
  ]),
);

/** What a message told besides its numbers, as bits: most tell nothing else, and whoever learns from the rest is not asked then. */
export const told = {
  signal: 1,
  /** what may be an act of somebody, in the house or before its cameras */
  act: 2,
} as const;

export type Readings = Omit<HabitRule, 'hear'> & {
  /** returns what it told besides, bits of `told` */
  hear(step: Step, habits: DeviceHabits, now: LocalTime): number;
};

/** Each number that a device tells, looked at once: where it usually lies, and what is unusual of a slow quantity. */
export function readings(context: HabitContext): Readings {
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

  /** true: it told what is no number, or one that somebody's doing moves */
  function hearState(step: Step, habits: DeviceHabits, state: State, now: LocalTime): boolean {
    let isAct = false;
    for (const key in state) {
      const reading = measured.get(key);
      if (reading === undefined) {
        isAct = true;
        continue;
      }
      if (reading.isOfSomebody) isAct = true;
      const value: unknown = state[key as keyof State]; // it is one of `measured`
      if (typeof value !== 'number' || !Number.isFinite(value)) continue;
      if (reading.metric >= 0) learnCourse(memory, habits, reading.metric, value, now);
      if (reading.quantity >= 0) hear(step, habits, reading.quantity, value, now);
    }
    return isAct;
  }

  return {
    ...others,
    hear(step, habits, now) {
      countMinute(habits, step.at, now);
      let besides = step.before === undefined ? told.act : 0;
      for (const { fact } of step.observations) {
        switch (fact.type) {
          case 'state':
            if (hearState(step, habits, fact.state, now)) besides |= told.act;
            break;
          case 'signal':
            besides |= told.signal;
            if (typeof fact.lqi === 'number') learn(habits, lqi, fact.lqi, now);
            if (typeof fact.rssiDbm === 'number') learn(habits, rssi, fact.rssiDbm, now);
            break;
          case 'heard':
          case 'battery':
          case 'firmware':
          case 'proof':
            break;
          default:
            besides |= told.act;
        }
      }
      return besides;
    },
  };
}

function metricOf(metric: string): number {
  return placeOfMetric.get(metric) ?? -1;
}

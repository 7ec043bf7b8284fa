import type { Device } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import type { Step } from '../rule';
import { allowHabit, isHabitNow, isVouched, vouch } from './beyond';
import { usualAtHour, type UsualHour } from './course';
import { courseOf } from './courses';
import { habitNow, openLasting, type HabitContext, type HabitRule } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import { hourThrough } from './local-time';
import { daysBefore, isRipe } from './ripe';

/** how far below what is usual its best of an hour must lie: of 255, in dBm, and in times of what it strays */
const weak = { lqi: 40, rssi: 12, strays: 3 } as const;
/** for so many hours in which it told it: a mesh that heals has found its ways by then */
const hoursInARow = 6;
/** of what tells its signal in two ways the link quality is followed, until it was not told for so many hours */
const otherAfterHours = 24;
const bar = 'weak signal';
/** of those that go the same way, so many may be weak with it */
const othersShare = 0.3;

/**
 * A device whose signal stays far below what it was: it was moved, something was put before it, or somebody disturbs its radio
 * too weakly to silence it. Where its like fall with it, the coordinator was moved or the mesh found other ways.
 */
export function weakSignal(context: HabitContext): HabitRule {
  const unusual = openLasting(context, 'value_drift', {
    numberOf: (part, device) =>
      part === 'signal' ? (context.memory.devices.get(device)?.signal?.metric ?? null) : null,
  });

  function isOneOfMany({ id, via }: Device): boolean {
    let others = 0;
    let weakToo = 0;
    for (const device of context.devices.values()) {
      const signal = context.memory.devices.get(device.id)?.signal;
      if (device.id === id || device.via !== via || signal === undefined) continue;
      others++;
      if (signal.weakHours > 0) weakToo++;
    }
    return weakToo > 0 && weakToo >= othersShare * others;
  }

  function begin(step: Step, habits: DeviceHabits, metric: SignalMetric, value: number, hour: number): void {
    const usual = courseOf(habits, metric);
    if (usual === undefined || isOneOfMany(step.after)) return;
    // a house that is full of people, or of frost, is another one for a radio
    const { level } = usualAtHour(usual, hour);
    const below = level - value;
    if (isHabitNow(habits, bar, step.at, below, Math.floor(hour / 24))) {
      allowHabit(habits, bar, below);
      return unusual.end(step, habitNow, 'signal');
    }
    if (isVouched(habits, bar, below)) return;
    const unit = metric === 'lqi' ? 'of 255' : 'dBm';
    const text = `${Math.round(value)} ${unit}, and so for ${hoursInARow} hours; in ${daysBefore(usual)} days it was about ${Math.round(level)}`;
    const title = `The signal of ${spokenName(step.after.name)} is unusually weak`;
    unusual.begin(step, { title, text, confidence: 0.6 }, 'signal');
  }

  return {
    hear(step, habits, now) {
      for (const { fact } of step.observations) {
        if (fact.type !== 'signal') continue;
        const metric = typeof fact.lqi === 'number' ? 'lqi' : 'rssi';
        const value = metric === 'lqi' ? fact.lqi : fact.rssiDbm;
        if (typeof value !== 'number' || !Number.isFinite(value)) continue;
        const hour = hourThrough(now);
        if (habits.signal === undefined || isBetter(metric, habits.signal, hour))
          habits.signal = { metric, hour, best: value, weakHours: 0 };
        const { signal } = habits;
        if (metric !== signal.metric) continue;
        if (hour !== signal.hour) {
          closeHour(habits, metric, signal);
          signal.hour = hour;
          signal.best = value;
          if (signal.weakHours === 0) unusual.end(step, 'It is as strong as it was', 'signal');
          else if (signal.weakHours >= hoursInARow && isRipe(habits)) begin(step, habits, metric, value, hour);
        } else if (value > signal.best) signal.best = value;
      }
    },
    forget: unusual.forget,
    adopt: unusual.adopt,
    teach(alert) {
      if (alert.class !== 'value_drift' || alert.subject !== `${alert.device} signal` || alert.device === null) return;
      vouch(context.memory.devices.get(alert.device), bar, alert);
      unusual.settle(alert);
    },
  };
}

function closeHour(habits: DeviceHabits, metric: SignalMetric, signal: Signal): void {
  const known = courseOf(habits, metric);
  const isWeak = known !== undefined && signal.best < usualFrom(usualAtHour(known, signal.hour), metric);
  signal.weakHours = isWeak ? signal.weakHours + 1 : 0;
}

function isBetter(metric: SignalMetric, signal: Signal, hour: number): boolean {
  return metric !== signal.metric && (signal.metric !== 'lqi' || hour > signal.hour + otherAfterHours);
}

type SignalMetric = 'lqi' | 'rssi';
type Signal = NonNullable<DeviceHabits['signal']>;

function usualFrom({ level, stray }: UsualHour, metric: SignalMetric): number {
  return level - Math.max(weak[metric], weak.strays * stray);
}

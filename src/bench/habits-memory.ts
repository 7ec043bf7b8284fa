import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { emptyDevice } from '@/core/fold/device-merge';
import type { Observation } from '@/core/observation';
import { everyAspect } from '@/detection/aspects';
import { openCounts } from '@/detection/counts';
import { learn, openDayHabit, type DayHabit } from '@/detection/learned/day-habit';
import type { DeviceHabits } from '@/detection/learned/device-habits';
import { learnedRule } from '@/detection/learned/learned-rule';
import { addPoint, mostPoints } from '@/detection/learned/last-points';
import { openHomeMemory, saveHomeMemory } from '@/detection/learned/memory';
import type { HomeMemory } from '@/detection/learned/home-memory';
import type { Step } from '@/detection/rule';

const mebibyte = 1024 * 1024;
const hourMs = 60 * 60_000;
const startAt = Date.UTC(2026, 10, 2);
/** each hour of the day comes round, and after three days it is learned how far hours stray */
const hours = 80;
const cameraEvery = 10;
const lockEvery = 20;

/** Mebibytes. */
export type HabitsMemory = {
  readonly devices: number;
  readonly learned: number;
  /** after a restart, when what was kept has been read */
  readonly reopened: number;
};

/**
 * What everything learned of a home takes in memory once there is no more room in any of its parts: devices with three readings,
 * a signal, a battery and two topics each, each tenth a camera with a stream, viewers and commands at every time of the week, each
 * twentieth a lock that is opened so; as many of them with the dear detector as may have it.
 */
export function benchHabitsMemory(devices: number): HabitsMemory {
  const first = takenBy(() => {
    const memory = openHomeMemory();
    teach(memory, devices);
    return memory;
  });
  // as a store gives it back, which is not as it was
  const second = takenBy(() => openHomeMemory(structuredClone(saveHomeMemory(first.held))));
  return { devices: second.held.devices.size, learned: first.mebibytes, reopened: second.mebibytes };
}

/** What `make` leaves behind, and how much that takes. */
function takenBy<T>(make: () => T): { readonly held: T; readonly mebibytes: number } {
  collect();
  const before = process.memoryUsage().heapUsed;
  const held = make();
  collect();
  return { held, mebibytes: (process.memoryUsage().heapUsed - before) / mebibyte };
}

function teach(memory: HomeMemory, devices: number): void {
  const rule = learnedRule(
    {
      devices: new Map(),
      known: null,
      counts: openCounts(),
      isLookedOver: () => true,
      seen() {},
      say() {},
      later: () => () => {},
    },
    { memory, mayRaise: () => true },
  );
  for (let hour = 0; hour < hours; hour++) {
    const at = startAt + hour * hourMs;
    for (let index = 0; index < devices; index++) {
      const id = `ieee:0x${index.toString(16).padStart(16, '0')}`;
      const after = { ...emptyDevice(id), kind: index % cameraEvery === 0 ? ('camera' as const) : ('sensor' as const) };
      const battery = {
        value: { percent: 90 - hour / 24, low: null },
        at,
        retained: false,
        by: 'zigbee2mqtt' as const,
      };
      const device = { ...after, battery };
      const state = { temperatureC: 20 + noise(index + hour), humidityPercent: 50 + noise(index), pressureHpa: 1_013 };
      const observation: Observation = {
        device: id,
        convention: 'zigbee2mqtt',
        at,
        retained: false,
        fact: { type: 'state', state },
      };
      const signal: Observation = { ...observation, fact: { type: 'signal', lqi: 100 + (index % 50) } };
      for (const topic of [`z/${id}`, `z/${id}/availability`]) {
        const step: Step = {
          at,
          // or an hour in which thousands have spoken, and nobody after them, would be a clock that leapt
          steadyAt: at,
          retained: false,
          topic,
          bytes: 200,
          before: after,
          after: device,
          observations: [observation, signal],
        };
        rule.hear?.(step, everyAspect);
      }
    }
  }
  let index = 0;
  for (const habits of memory.devices.values()) {
    teachTimes(habits, index++);
    if (habits.rateMetric === undefined) continue;
    for (let point = 0; point < mostPoints; point++)
      addPoint(habits.rateMetric, 50 + Math.round(49 * noise(point)), point % 24);
  }
}

/** What is done at times of the week, at each of them; and a stream at each hour of the day. */
function teachTimes(habits: DeviceHabits, index: number): void {
  if (index % cameraEvery === 0) {
    habits.watched = everyTime();
    habits.commands = everyTime();
    const byHour = Array.from({ length: 24 }, (_, hour) => 1_000 + noise(index + hour));
    habits.stream = { window: 0, most: 0, above: 0, below: 0, low: byHour, high: byHour.map((kbps) => 2 * kbps) };
    habits.mostViewers = 2;
  }
  if (index % lockEvery === 1) habits.unlocks = everyTime();
}

function everyTime(): DayHabit {
  const habit = openDayHabit();
  for (let quarter = 0; quarter < 7 * 96; quarter++)
    learn(habit, { day: 0, weekday: Math.floor(quarter / 96), minute: 15 * (quarter % 96) });
  const moments = Array.from({ length: 16 }, (_, day) => (20_000 + day) * 24 * 60);
  habit.odd.push(...moments);
  return { ...habit, once: moments, vain: moments.slice(0, 8) };
}

function noise(seed: number): number {
  return Math.sin(seed * 12.9898) * 0.999;
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

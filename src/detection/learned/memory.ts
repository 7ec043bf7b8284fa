import type { DeviceId } from '@/core/device';

import type { Notes } from '../rule';
import { cover, openCoverage, type Coverage } from './coverage';
import { reopenDayHabit, type DayHabit } from './day-habit';
import { byHourIn, forgetGone } from './forget-gone';
import { openHabits, type KeptHabits } from './habits';
import type { DeviceHabits, SequenceHabit } from './device-habits';
import type { HomeMemory } from './home-memory';
import type { LocalTime } from './local-time';
import { soundCoverage, soundDevices, soundSequences, soundStirs } from './sound-memory';

/** The same as plain data, which JSON and IndexedDB keep. */
export type SavedMemory = {
  readonly format: typeof format;
  readonly coverage: Coverage;
  readonly sequences: SequenceHabit;
  readonly dear: number;
  readonly devices: readonly (readonly [DeviceId, KeptHabits])[];
  readonly stirs?: DayHabit;
  readonly coursesByHour?: number;
};

/** Counted up when the shape changes: what another version learned is learned anew. */
const format = 'gatehouse-habits/7';
/** in which when it speaks, points that wait, courses and values, hours, and in the first all numbers, were kept otherwise: they are read on */
const formatsBefore: readonly unknown[] = [6, 5, 4, 3, 2].map((version) => `gatehouse-habits/${version}`);

/** What the dear detector keeps of a device takes sixteen kilobytes. */
export const dearDevices = 400;

/** What was kept by this version; null for anything else. Whether each part of it is whole is looked at when it is opened. */
export function savedIn(kept: unknown): SavedMemory | null {
  const isOurs =
    typeof kept === 'object' &&
    kept !== null &&
    'format' in kept &&
    (kept.format === format || formatsBefore.includes(kept.format));
  return isOurs ? (kept as SavedMemory) : null; // the format says so
}

/** What is damaged of it, as after a crash or by another's hand, is learned anew: a home must not go unwatched for that. */
export function openHomeMemory(saved: SavedMemory | null = null): HomeMemory {
  if (saved === null)
    return { coverage: openCoverage(), sequences: { contexts: [], totals: [] }, dear: 0, devices: new Map() };
  const stirs = soundStirs(saved.stirs);
  const devices = new Map(soundDevices(saved.devices).map(([id, known]) => [id, openHabits(known)]));
  return {
    coverage: soundCoverage(saved.coverage),
    sequences: soundSequences(saved.sequences),
    ...(stirs && { stirs: reopenDayHabit(stirs) }),
    // counted anew: what was damaged is not there any more
    dear: countIn(devices, ({ rateMetric }) => (rateMetric === undefined ? 0 : 1)),
    coursesByHour: countIn(devices, byHourIn),
    devices,
  };
}

function countIn(devices: HomeMemory['devices'], each: (habits: DeviceHabits) => number): number {
  let count = 0;
  for (const habits of devices.values()) count += each(habits);
  return count;
}

/** The living memory goes on as what was kept, or (null) as if nothing had been learned: whoever holds a part of it holds it still. */
export function restoreHomeMemory(memory: HomeMemory, saved: SavedMemory | null): void {
  const { coverage, sequences, devices, ...others } = openHomeMemory(saved);
  Object.assign(memory.coverage, coverage);
  delete memory.sequences.vain;
  Object.assign(memory.sequences, sequences);
  memory.devices.clear();
  for (const [id, habits] of devices) memory.devices.set(id, habits);
  delete memory.stirs;
  delete memory.coursesByHour;
  memory.generation = (memory.generation ?? 0) + 1;
  Object.assign(memory, others);
}

/** Shares its parts with the living memory: to be written at once. */
export function saveHomeMemory(memory: HomeMemory): SavedMemory {
  const { devices, generation: _, ...others } = memory;
  return { ...others, format, devices: [...devices] };
}

/** A device was heard: what is known of it. `isSure` false: of a day and an hour that may be none, which count for nothing. */
export function habitsOf(
  memory: HomeMemory,
  id: DeviceId,
  now: LocalTime,
  isSure = true,
  notes?: Pick<Notes, 'habits' | 'generation'>,
): DeviceHabits {
  if (isSure) cover(memory.coverage, now);
  const { generation = 0 } = memory;
  let habits = notes?.generation === generation ? notes.habits : memory.devices.get(id);
  const isNew = habits === undefined;
  if (habits === undefined) {
    habits = openHabits();
    memory.devices.set(id, habits);
  }
  if (notes !== undefined) {
    notes.habits = habits;
    notes.generation = generation;
  }
  if (isSure && now.day !== habits.lastDay) {
    if (now.day > habits.lastDay) habits.days++;
    habits.lastDay = now.day;
  }
  if (isNew) forgetGone(memory);
  return habits;
}

import type { Fact, Observation } from '@/core/observation';
import type { State } from '@/core/state';

import { numberIn, textIn, type JsonObject } from '../json';
import { readAction } from './action';
import type { ZigbeeDevice } from './device';
import { readUpdate } from './firmware';
import { readLock } from './lock';

/** a clock further ahead than this is wrong, and says nothing of when a device spoke */
const clockAheadMs = 60_000;
const earliest = Date.UTC(2015, 0);

/** What one state message of a device tells. `lastLockState` is the `state` of the one before. */
export function readState(
  device: ZigbeeDevice,
  payload: JsonObject,
  { at, retained }: Pick<Observation, 'at' | 'retained'>,
  lastLockState: unknown,
): Fact[] {
  const facts: Fact[] = [];
  const heardAt = lastSeen(payload['last_seen'], at) ?? (retained ? null : at);
  if (heardAt !== null) facts.push({ type: 'heard', at: heardAt });
  const state = readings(device, payload, lastLockState);
  if (state !== null) facts.push({ type: 'state', state });
  const battery = readBattery(payload['battery'], payload['battery_low'] ?? lowWords.get(payload['battery_state']));
  if (battery !== null) facts.push(battery);
  const lqi = numberIn(payload['linkquality']);
  if (lqi !== null && lqi >= 0 && lqi <= 255) facts.push({ type: 'signal', lqi });
  const update = readUpdate(payload['update'], payload['update_available']);
  if (update !== null) facts.push(update);
  const action = readAction(payload);
  if (action !== null) facts.push({ type: 'event', ...action });
  return facts;
}

/** Tuya's that know no percentage say it in a word (zigbee-herdsman-converters, `tuya.exposes.batteryState`). */
const lowWords: ReadonlyMap<unknown, boolean> = new Map([
  ['low', true],
  ['medium', false],
  ['high', false],
]);

function readBattery(percent: unknown, low: unknown): Fact | null {
  const told = numberIn(percent);
  if (told === null || told < 0 || told > 100) return typeof low === 'boolean' ? { type: 'battery', low } : null;
  return typeof low === 'boolean' ? { type: 'battery', percent: told, low } : { type: 'battery', percent: told };
}

function readings(device: ZigbeeDevice, payload: JsonObject, lastLockState: unknown): State | null {
  let state: Record<string, unknown> | null = null;
  for (const { property, key, read } of device.readings) {
    const value = payload[property];
    if (value === null || value === undefined) continue;
    const told = read(value);
    if (told !== undefined) (state ??= {})[key] = told;
  }
  if (device.isLock) {
    const lock = readLock(payload['state'], payload['lock_state'], lastLockState);
    if (lock !== null) (state ??= {})['lock'] = lock;
  }
  return state;
}

/** `last_seen` is ISO 8601, the same in local time, or ms since the epoch, as the owner has set it. */
function lastSeen(value: unknown, at: number): number | null {
  const text = textIn(value);
  const time = text === null ? numberIn(value) : Date.parse(text);
  if (time === null || Number.isNaN(time) || time < earliest || time > at + clockAheadMs) return null;
  return Math.min(time, at);
}

import type { Fact } from '@/core/observation';
import { alarmStates, thermostatActions, thermostatModes, type State, type StateKey } from '@/core/state';

import { numberIn, type JsonObject } from '../json';

/** The value of one reading, or undefined where what was told is none. */
type Reader<T> = (value: unknown) => T | undefined;

const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const measure =
  (least: number, most: number): Reader<number> =>
  (value) => {
    const number = numberIn(value);
    return number !== null && number >= least && number <= most ? number : undefined;
  };
const count: Reader<number> = (value) => (Number.isInteger(value) ? measure(0, 10_000)(value) : undefined);
const word =
  <T extends string>(...words: readonly T[]): Reader<T> =>
  (value) =>
    words.find((one) => one === value);

/** Telemetry speaks in the very words of `core/state`, so there is nothing to translate, only to check. */
const readers: { readonly [K in StateKey]: Reader<NonNullable<State[K]>> } = {
  lock: word('locked', 'unlocked', 'locking', 'unlocking', 'open', 'opening', 'jammed', 'not_fully_locked'),
  alarm: word(...alarmStates),
  contact: word('open', 'closed'),
  motion: flag,
  occupancy: flag,
  vibration: flag,
  smoke: flag,
  carbonMonoxide: flag,
  gas: flag,
  leak: flag,
  glassBreak: flag,
  sound: flag,
  presence: word('home', 'away'),
  cover: word('open', 'opening', 'closed', 'closing'),
  valve: word('open', 'opening', 'closed', 'closing'),
  tamper: flag,
  siren: word('sounding', 'silent'),
  switch: word('on', 'off'),
  temperatureC: measure(-100, 200),
  targetTemperatureC: measure(-100, 200),
  thermostatMode: word(...thermostatModes),
  thermostatAction: word(...thermostatActions),
  humidityPercent: measure(0, 100),
  pressureHpa: measure(300, 1_200),
  illuminanceLux: measure(0, 1e6),
  powerW: measure(-1e6, 1e6),
  energyKwh: measure(0, 1e9),
  voltageV: measure(0, 1e5),
  deviceTemperatureC: measure(-100, 200),
  viewers: count,
  bitrateKbps: measure(0, 1e7),
  privacy: word('on', 'off'),
  keypadBatteryLow: flag,
  doorSensorBatteryLow: flag,
};
const stateKeys = Object.keys(readers) as readonly StateKey[]; // `readers` has each key of State and no other

/** What one message of telemetry tells; it may tell a part only. */
export function readTelemetry(value: JsonObject): readonly Fact[] {
  const facts: Fact[] = [];
  const state: Record<string, unknown> = {};
  for (const key of stateKeys) {
    const told = readers[key](value[key]);
    if (told !== undefined) state[key] = told;
  }
  if (Object.keys(state).length > 0) facts.push({ type: 'state', state });
  const percent = measure(0, 100)(value['batteryPercent']);
  const low = flag(value['batteryLow']);
  if (percent !== undefined || low !== undefined)
    facts.push({ type: 'battery', ...(percent !== undefined && { percent }), ...(low !== undefined && { low }) });
  const rssiDbm = measure(-200, 20)(value['rssiDbm']);
  const lqi = measure(0, 255)(value['lqi']);
  if (rssiDbm !== undefined || lqi !== undefined)
    facts.push({ type: 'signal', ...(rssiDbm !== undefined && { rssiDbm }), ...(lqi !== undefined && { lqi }) });
  return facts;
}

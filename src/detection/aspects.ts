import type { Device } from '@/core/device';
import type { Observation } from '@/core/observation';
import type { StateKey } from '@/core/state';

import { isSame } from './is-same';

/** What of a device a rule rests on, as bits: most messages change a few of them, and most rules rest on one. */
export const aspect = {
  reachability: 1 << 0,
  firmware: 1 << 1,
  /** how an update ended */
  update: 1 << 2,
  event: 1 << 3,
  battery: 1 << 4,
  /** who it is: names, model, kind, and whether it is switched off on purpose */
  identity: 1 << 5,
  pairing: 1 << 6,
  leaks: 1 << 7,
  login: 1 << 8,
  /** it was heard */
  heard: 1 << 9,
  /** what its signatures show */
  proof: 1 << 10,
  // the rest is its state
  lock: 1 << 11,
  alarm: 1 << 12,
  /** a door, a window, a cover */
  opening: 1 << 13,
  switch: 1 << 14,
  motion: 1 << 15,
  danger: 1 << 16,
  tamper: 1 << 17,
  /** who watches a camera, and what flows from it */
  stream: 1 << 18,
  /** what is measured of the house */
  reading: 1 << 19,
  /** what is measured of the device itself, and of what it feeds */
  meter: 1 << 20,
  otherState: 1 << 21,
} as const;
export const everyAspect = (1 << 22) - 1;
/** all of its state */
export const everyState = everyAspect & -aspect.lock;

const aspectOfState: Readonly<Record<StateKey, number>> = {
  lock: aspect.lock,
  alarm: aspect.alarm,
  contact: aspect.opening,
  cover: aspect.opening,
  switch: aspect.switch,
  motion: aspect.motion,
  smoke: aspect.danger,
  carbonMonoxide: aspect.danger,
  gas: aspect.danger,
  leak: aspect.danger,
  tamper: aspect.tamper,
  viewers: aspect.stream,
  bitrateKbps: aspect.stream,
  temperatureC: aspect.reading,
  humidityPercent: aspect.reading,
  pressureHpa: aspect.reading,
  illuminanceLux: aspect.reading,
  powerW: aspect.meter,
  energyKwh: aspect.meter,
  voltageV: aspect.reading,
  deviceTemperatureC: aspect.meter,
  occupancy: aspect.otherState,
  vibration: aspect.otherState,
  glassBreak: aspect.otherState,
  sound: aspect.otherState,
  presence: aspect.otherState,
  valve: aspect.otherState,
  targetTemperatureC: aspect.otherState,
  thermostatMode: aspect.otherState,
  thermostatAction: aspect.otherState,
  siren: aspect.otherState,
  privacy: aspect.otherState,
  keypadBatteryLow: aspect.battery,
  doorSensorBatteryLow: aspect.battery,
};
const aspectsOfState = new Map<string, number>(Object.entries(aspectOfState));

/** What one message changed of a device. Devices are never changed in place, so this compares what they refer to. */
export function aspectsChanged(
  before: Device | undefined,
  after: Device,
  observations: readonly Observation[],
): number {
  if (before === undefined) return everyAspect;
  const isOther = isSomebodyElse(before, after);
  let changed = isOther ? aspect.identity : 0;
  // two that turn out to be one bring their states together, of which no message tells
  if (!isSame(before.state, after.state)) changed |= isOther ? everyState : statesTold(observations);
  if (!isSame(before.reachability, after.reachability) || !isSame(before.said, after.said))
    changed |= aspect.reachability;
  if (!isSame(before.firmware, after.firmware)) changed |= aspect.firmware;
  if (!isSame(before.lastUpdate, after.lastUpdate)) changed |= aspect.update;
  if (!isSame(before.lastEvent, after.lastEvent)) changed |= aspect.event;
  if (!isSame(before.battery, after.battery)) changed |= aspect.battery;
  if (!isSame(before.pairing, after.pairing)) changed |= aspect.pairing;
  if (!isSame(before.leaks, after.leaks)) changed |= aspect.leaks;
  if (!isSame(before.login, after.login)) changed |= aspect.login;
  if (!isSame(before.proof, after.proof)) changed |= aspect.proof;
  if (!isSame(before.messages, after.messages)) changed |= aspect.heard;
  return changed;
}

/** Of which of its state there was a word, also where it is as it was. */
function statesTold(observations: readonly Observation[]): number {
  let told = 0;
  for (const { fact } of observations) {
    if (fact.type !== 'state') continue;
    for (const key in fact.state) told |= aspectsOfState.get(key) ?? 0;
  }
  return told === 0 ? everyState : told;
}

function isSomebodyElse(before: Device, after: Device): boolean {
  return (
    !isSame(before.name, after.name) ||
    !isSame(before.disabled, after.disabled) ||
    !isSame(before.identifiers, after.identifiers) ||
    !isSame(before.voices, after.voices) ||
    !isSame(before.kind, after.kind) ||
    !isSame(before.model, after.model) ||
    !isSame(before.via, after.via) ||
    !isSame(before.capabilities, after.capabilities)
  );
}

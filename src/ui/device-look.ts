import type { Device } from '@/core/device';
import type { Capability } from '@/core/observation';
import type { Mood } from '@/core/reading-words';
import type { StateKey } from '@/core/state';

import type { IconName } from './icon';
import type { Tone } from './tone';

export const toneOfMood: Readonly<Record<Mood, Tone>> = {
  calm: 'ok',
  plain: 'neutral',
  unknown: 'neutral',
  notice: 'warning',
  alarm: 'critical',
};

const icons: { readonly [K in StateKey]: IconName } = {
  smoke: 'smoke',
  carbonMonoxide: 'smoke',
  gas: 'smoke',
  leak: 'drop',
  glassBreak: 'vibration',
  sound: 'bell',
  presence: 'home',
  cover: 'cover',
  valve: 'drop',
  lock: 'lock',
  alarm: 'shield',
  siren: 'siren',
  contact: 'door',
  motion: 'motion',
  occupancy: 'motion',
  vibration: 'vibration',
  switch: 'plug',
  temperatureC: 'thermometer',
  targetTemperatureC: 'thermometer',
  thermostatMode: 'gauge',
  thermostatAction: 'gauge',
  humidityPercent: 'drop',
  pressureHpa: 'gauge',
  illuminanceLux: 'sun',
  powerW: 'plug',
  energyKwh: 'plug',
  voltageV: 'battery-full',
  tamper: 'shield',
  deviceTemperatureC: 'thermometer',
  viewers: 'camera',
  bitrateKbps: 'camera',
  privacy: 'camera',
  keypadBatteryLow: 'keypad',
  doorSensorBatteryLow: 'door',
};

/** The picture of one reading: bolts and doors show how they stand. */
export function readingIcon(device: Device, key: StateKey): IconName {
  const { lock, contact } = device.state;
  if (key === 'contact' && contact?.value === 'open') return 'door-open';
  if (key !== 'lock' || lock === undefined || lock.value === 'locked' || lock.value === 'locking') return icons[key];
  return lock.value === 'jammed' || lock.value === 'not_fully_locked' ? 'jammed' : 'unlocked';
}

const kindIcons = {
  camera: 'camera',
  doorbell: 'bell',
  lock: 'lock',
  sensor: 'sensor',
  alarm: 'keypad',
  siren: 'siren',
  plug: 'plug',
  light: 'light',
  cover: 'cover',
  climate: 'climate',
  hub: 'hub',
  other: 'sensor',
} as const satisfies Record<Device['kind'], IconName>;

/** What a sensor is for, where it has told nothing yet. */
const senses: readonly (readonly [Capability, StateKey])[] = [
  ['smoke', 'smoke'],
  ['carbon-monoxide', 'carbonMonoxide'],
  ['gas', 'gas'],
  ['leak', 'leak'],
  ['glass-break', 'glassBreak'],
  ['contact', 'contact'],
  ['motion', 'motion'],
  ['occupancy', 'occupancy'],
  ['vibration', 'vibration'],
  ['sound', 'sound'],
  ['temperature', 'temperatureC'],
  ['humidity', 'humidityPercent'],
];

/** The picture of a device of which no reading is shown. */
export function kindIcon(device: Device): IconName {
  const sense = senses.find(([capability]) => device.capabilities.includes(capability));
  return device.kind === 'sensor' && sense !== undefined ? icons[sense[1]] : kindIcons[device.kind];
}

import type { Device, ToldState } from './device';
import type { Told } from './told';
import type { Capability, DeviceKind } from './observation';
import { readingKeys, readingLabel, sayReading, type Phrase } from './reading-words';
import type { StateKey } from './state';

/** One reading in words, with its evidence. */
export type DescribedReading = Phrase & {
  readonly key: StateKey;
  readonly label: string;
  readonly at: number;
  /** nobody heard the device say it: it is the broker's memory of it */
  readonly remembered: boolean;
};

/** All that the device told of the house, the weightiest first. */
export function describeReadings(device: Device): readonly DescribedReading[] {
  return readingKeys.flatMap((key) => {
    const told: Told<never> | undefined = device.state[key] as Told<never> | undefined; // key and value belong together
    if (told === undefined) return [];
    return [{ key, label: readingLabel(key), ...sayReading(key, told.value), at: told.at, remembered: told.retained }];
  });
}

/** The one thing to know of a device. */
export type Headline = Phrase & {
  /** the reading it tells; null: none was told */
  readonly key: StateKey | null;
  /** since when it is so; null where nothing was told, or only the broker's memory tells it: it knows no time */
  readonly at: number | null;
  readonly remembered: boolean;
};

/** What the device is about, in words: an alarm first, else its weightiest reading. Never a guess. */
export function headline(device: Device): Headline {
  const readings = describeReadings(device);
  const reading = readings.find(({ mood }) => mood === 'alarm') ?? readings.find(({ key }) => !besides.has(key));
  if (reading === undefined) return withoutReading(device);
  const words = climateWords(device.state, reading.key) ?? reading.words;
  const { key, mood, remembered } = reading;
  const told = { key, remembered, at: remembered ? null : reading.at };
  return isStale(device)
    ? { ...told, words: `Last known: ${lowerFirst(words)}`, mood: 'unknown' }
    : { ...told, words, mood };
}

const ofThermostats: ReadonlySet<StateKey> = new Set([
  'temperatureC',
  'targetTemperatureC',
  'thermostatMode',
  'thermostatAction',
]);

/** What belongs together in one sentence: how warm it is, and how humid, or what a thermostat makes of it. null: `key` is about something else. */
function climateWords(state: ToldState, key: StateKey): string | null {
  if (!ofThermostats.has(key)) return null;
  const { temperatureC: now, humidityPercent: humidity } = state;
  const thermostat = thermostatWords(state);
  const warmth = now && sayReading('temperatureC', now.value).words;
  if (thermostat !== null) return warmth === undefined ? thermostat : `${thermostat}, now ${warmth}`;
  return warmth && humidity ? `${warmth}, ${sayReading('humidityPercent', humidity.value).words}` : null;
}

/** What it is set to is so until somebody sets it otherwise, but only a word that was heard tells that it is heating. */
function thermostatWords({ thermostatMode: mode, thermostatAction: action, ...state }: ToldState): string | null {
  if ((mode ?? action)?.value === 'off') return 'Off';
  const target = state.targetTemperatureC && sayReading('targetTemperatureC', state.targetTemperatureC.value).words;
  const isWorking = action?.retained === false && (action.value === 'heating' || action.value === 'cooling');
  const doing = isWorking ? sayReading('thermostatAction', action.value).words : null;
  if (target === undefined) return doing;
  return doing === null ? `Set to ${target}` : `${doing} to ${target}`;
}

function withoutReading(device: Device): Headline {
  const { lastEvent, lastSeen } = device;
  if (lastEvent !== null) {
    const { at, retained, value } = lastEvent;
    return { words: value.text, mood: 'plain', key: null, at: retained ? null : at, remembered: retained };
  }
  const tells = device.capabilities.some((capability) => !silentCapabilities.has(capability));
  if (tells) return { words: 'Not reported yet', mood: 'unknown', key: null, at: null, remembered: false };
  const { short, mood } = reachabilityWords(device);
  return { words: short, mood, key: null, at: lastSeen, remembered: false };
}

/** Readings that no device is about, as long as they are no alarm. */
const besides: ReadonlySet<StateKey> = new Set([
  'tamper',
  'voltageV',
  'deviceTemperatureC',
  'viewers',
  'bitrateKbps',
  'keypadBatteryLow',
  'doorSensorBatteryLow',
]);
const silentCapabilities: ReadonlySet<Capability> = new Set([
  'battery',
  'camera',
  'climate',
  'doorbell',
  'firmware-check',
  'firmware-update',
  'firmware-source',
  'keypad',
  'pin-codes',
  'tamper',
]);

/** What stands in `state` may no longer be so: the device is offline, or its bridge is. */
export function isStale(device: Device): boolean {
  return device.reachability === 'offline' || isCutOff(device);
}

/** Something was said of the device, but its bridge is down, so nothing is known (CONTRACT.md, "Inventory document"). */
export function isCutOff(device: Device): boolean {
  return device.reachability === 'unknown' && device.said !== null && device.said.value !== 'unknown';
}

/** Is the device there: `short` in a word or two, `words` with how we know it. */
export type Presence = Phrase & { readonly short: string };

export function reachabilityWords(device: Device): Presence {
  const { words, mood } = presence(device);
  return { words, mood, short: words.split(/[,:]/, 1)[0] ?? words };
}

function presence(device: Device): Phrase {
  if (device.disabled) return { words: 'Switched off, in its bridge', mood: 'plain' };
  if (isCutOff(device)) return { words: 'Unknown: its bridge is offline', mood: 'unknown' };
  switch (device.reachability) {
    case 'online':
      return device.lastSeenLive || device.said?.retained === false
        ? { words: 'Online', mood: 'calm' }
        : { words: 'Said online, not heard yet', mood: 'plain' };
    case 'asleep':
      return { words: 'Asleep, reports on a schedule', mood: 'calm' };
    case 'offline':
      return { words: 'Offline', mood: 'notice' };
    case 'unknown':
      return device.lastSeenLive ? { words: 'Heard from', mood: 'calm' } : { words: 'Not heard yet', mood: 'unknown' };
  }
}

/** A device's status in few words: that it is not there, else what it tells. */
export function statusWords(device: Device): Phrase {
  if (!device.disabled && !isStale(device)) return headline(device);
  const { short, mood } = reachabilityWords(device);
  return { words: short, mood };
}

const kinds: Readonly<Record<DeviceKind, string>> = {
  camera: 'Camera',
  doorbell: 'Doorbell',
  lock: 'Lock',
  sensor: 'Sensor',
  alarm: 'Alarm',
  siren: 'Siren',
  plug: 'Plug',
  light: 'Light',
  cover: 'Cover',
  climate: 'Climate',
  hub: 'Bridge',
  other: 'Other',
};

const sensors: readonly (readonly [Capability, string])[] = [
  ['smoke', 'Smoke sensor'],
  ['carbon-monoxide', 'Carbon monoxide sensor'],
  ['gas', 'Gas sensor'],
  ['leak', 'Leak sensor'],
  ['glass-break', 'Glass break sensor'],
  ['contact', 'Contact sensor'],
  ['motion', 'Motion sensor'],
  ['occupancy', 'Motion sensor'],
  ['vibration', 'Vibration sensor'],
  ['sound', 'Sound sensor'],
  ['temperature', 'Climate sensor'],
  ['humidity', 'Climate sensor'],
];

/** What sort of thing it is: a sensor is named after what it senses. */
export function kindWords(device: Device): string {
  if (device.kind === 'alarm' && device.capabilities.includes('keypad')) return 'Keypad';
  if (device.kind === 'other' && device.capabilities.includes('valve')) return 'Valve';
  if (device.kind === 'other' && device.capabilities.includes('presence')) return 'Presence';
  if (device.kind !== 'sensor') return kinds[device.kind];
  return sensors.find(([capability]) => device.capabilities.includes(capability))?.[1] ?? kinds.sensor;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

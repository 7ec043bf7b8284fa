import type { Capability, DeviceKind } from '@/core/observation';
import type { State, StateKey } from '@/core/state';

import { isObject, numberIn, textIn, type JsonObject } from '../json';
import { actionOfWord, modeOfWord } from '../thermostat';
import { unitsOf, type Measured } from '../units';

/** One thing a device exposes, flattened out of switches, locks and the like (zigbee2mqtt.io/guide/usage/exposes.html). */
export type Exposed = {
  /** the kind of group it stands in: `lock`, `switch`, `light`, … or null at the top level */
  readonly group: string | null;
  readonly type: string;
  readonly property: string;
  /** the same by its usual name, where a model has another for it */
  readonly means: string;
  /** bit 1 published, bit 2 can be set, bit 4 can be asked for */
  readonly access: number;
  readonly valueOn: unknown;
  readonly valueOff: unknown;
  readonly values: readonly string[];
  readonly unit: string | null;
};

/** Reads `definition.exposes`; what has no known shape is passed over. */
export function readExposes(definition: JsonObject | null): readonly Exposed[] {
  const exposes = definition?.['exposes'];
  if (!Array.isArray(exposes)) return [];
  return exposes.flatMap((expose) => flatten(expose, null));
}

function flatten(expose: unknown, group: string | null): readonly Exposed[] {
  if (!isObject(expose)) return [];
  const type = textIn(expose['type']) ?? '';
  const property = textIn(expose['property']);
  const features = expose['features'];
  // a composite (warning, pin_code) is one property; a lock, switch or light is a group of them
  if (Array.isArray(features) && type !== 'composite') {
    const parts = type === 'lock' && !features.some(isBolt) ? null : type;
    return features.flatMap((feature) => flatten(feature, parts));
  }
  if (property === null) return [];
  const values = expose['values'];
  return [
    {
      group,
      type,
      property,
      means: usualName(type, property),
      access: numberIn(expose['access']) ?? 1,
      valueOn: expose['value_on'],
      valueOff: expose['value_off'],
      values: Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [],
      unit: textIn(expose['unit']),
    },
  ];
}

/**
 * A sensor with two zones tells `smoke_alarm_1` and `smoke_alarm_2`, of which the second is often not in use
 * (zigbee-herdsman-converters, "iasZoneAlarm"). The other names are those of single models.
 */
function usualName(type: string, property: string): string {
  const own = type === 'binary' ? property.replace(/_alarm_1$/, '') : property;
  return usualNames.get(`${type} ${own}`) ?? own;
}

const usualNames: ReadonlyMap<string, string> = new Map([
  ['binary garage_door_contact', 'contact'],
  ['binary tamper_alarm', 'tamper'],
  ['enum opening_state', 'contact'],
  ['enum smoke_state', 'smoke'],
  // a meter counts gas, and a button may tremble: neither gives an alarm
  ['numeric gas', 'gas amount'],
  ['numeric vibration', 'vibration strength'],
  ['enum vibration', 'vibration setting'],
]);

/** Before 2.0 the child lock of a plug or a thermostat is announced as a lock, whose one property is `child_lock`. */
function isBolt(feature: unknown): boolean {
  return isObject(feature) && /^(?:lock_)?state(?:_|$)/.test(textIn(feature['property']) ?? '');
}

/**
 * What one property of a state message says of the house: `key` of the state and its value; undefined: nothing that is
 * known here.
 */
export type Reading = {
  readonly property: string;
  readonly key: StateKey;
  readonly read: (value: unknown) => State[StateKey];
};

type FlagKey =
  | 'motion'
  | 'occupancy'
  | 'smoke'
  | 'carbonMonoxide'
  | 'gas'
  | 'leak'
  | 'tamper'
  | 'vibration'
  | 'glassBreak'
  | 'sound';
const flags: ReadonlyMap<string, FlagKey> = new Map([
  ['occupancy', 'motion'],
  ['motion', 'motion'],
  ['presence', 'occupancy'],
  ['smoke', 'smoke'],
  ['carbon_monoxide', 'carbonMonoxide'],
  ['gas', 'gas'],
  ['water_leak', 'leak'],
  ['tamper', 'tamper'],
  ['vibration', 'vibration'],
  ['glass_break', 'glassBreak'],
  ['noise_detected', 'sound'],
]);

const numbers: ReadonlyMap<string, Measured | 'deviceTemperatureC' | 'targetTemperatureC'> = new Map([
  ['temperature', 'temperatureC'],
  ['local_temperature', 'temperatureC'],
  ['current_heating_setpoint', 'targetTemperatureC'],
  ['occupied_heating_setpoint', 'targetTemperatureC'],
  ['humidity', 'humidityPercent'],
  ['pressure', 'pressureHpa'],
  ['illuminance', 'illuminanceLux'],
  ['illuminance_lux', 'illuminanceLux'],
  ['power', 'powerW'],
  ['energy', 'energyKwh'],
  ['device_temperature', 'deviceTemperatureC'],
]);

/** What makes a device a sensor, whatever else it has. */
const senses = new Set([
  ...flags.keys(),
  'contact',
  'temperature',
  'humidity',
  'pressure',
  'illuminance',
  'illuminance_lux',
  'co2',
  'voc',
  'pm25',
]);

/** how many models' readings are held at once; more than any home has */
const mostModels = 512;
/** a longer description is somebody's joke, and is read each time */
const longestModel = 16_384;
const readingsByModel = new Map<string, readonly Reading[]>();

/**
 * How each property of the device's states is to be read. Meaning comes from what is exposed, never from a name alone. Devices
 * that expose the same share one list: in a house of thousands it stays close at hand.
 */
export function readingsOf(exposes: readonly Exposed[]): readonly Reading[] {
  const kind = kindOf(exposes, '');
  const key = JSON.stringify([kind, exposes]);
  const known = readingsByModel.get(key);
  if (known !== undefined) return known;
  const all = exposes.map((exposed) => readingOf(exposed, kind)).filter((reading) => reading !== null);
  // what has a warmth for heating and another for cooling is not set to one of them
  const readings = exposes.some(isCooling) ? all.filter((reading) => reading.key !== 'targetTemperatureC') : all;
  if (readingsByModel.size >= mostModels) readingsByModel.clear();
  if (key.length <= longestModel) readingsByModel.set(key, readings);
  return readings;
}

function isCooling({ property }: Exposed): boolean {
  return property.endsWith('_cooling_setpoint');
}

function readingOf(exposed: Exposed, kind: DeviceKind): Reading | null {
  const { property, means, group, type, unit } = exposed;
  if (type === 'binary' && means === 'contact') {
    const read = (value: unknown) => (typeof value === 'boolean' ? (value ? 'closed' : 'open') : undefined);
    return { property, key: 'contact', read };
  }
  const words = type === 'enum' ? wordsOf.get(property) : undefined;
  if (words !== undefined) return { property, key: words.key, read: (value) => words.says.get(value) };
  const flag = type === 'binary' ? flags.get(means) : undefined;
  if (flag !== undefined) return { property, key: flag, read: (value) => isOn(exposed, value) };
  if (type === 'binary' && property === 'alarm' && kind === 'siren')
    return { property, key: 'siren', read: (value) => worded(isOn(exposed, value), 'sounding', 'silent') };
  if (group === 'switch' && property === 'state')
    return { property, key: 'switch', read: (value) => worded(isOn(exposed, value), 'on', 'off') };
  if (group === 'cover' && property === 'state') {
    const read = (value: unknown) => (value === 'OPEN' ? 'open' : value === 'CLOSE' ? 'closed' : undefined);
    return { property, key: 'cover', read };
  }
  if (group === 'climate' && (property === 'system_mode' || property === 'running_state')) {
    const [key, words] = property === 'system_mode' ? thermostatMode : thermostatAction;
    return { property, key, read: (value) => words.get(String(value)) };
  }
  const number = type === 'numeric' ? numbers.get(property) : undefined;
  if (number === undefined) return null;
  // models tell in units of their own (zigbee-herdsman-converters, "withUnit"); what is not known is taken as it is
  const convert = unitsOf[
    number === 'deviceTemperatureC' || number === 'targetTemperatureC' ? 'temperatureC' : number
  ].get(unit ?? '');
  const read = (value: unknown) => {
    const told = numberIn(value);
    return told === null ? undefined : (numberIn(convert?.(told) ?? told) ?? undefined);
  };
  return { property, key: number, read };
}

const thermostatMode = ['thermostatMode', modeOfWord] as const;
const thermostatAction = ['thermostatAction', actionOfWord] as const;

type Words = { readonly key: 'contact' | 'smoke'; readonly says: ReadonlyMap<unknown, 'open' | 'closed' | boolean> };
/** What is said in words. Of any other nobody knows how it stands, as with an error of `door_state` (ZCL 7.3.2.12, DoorState). */
const wordsOf: ReadonlyMap<string, Words> = new Map<string, Words>([
  [
    'door_state',
    {
      key: 'contact',
      says: new Map([
        ['open', 'open'],
        ['closed', 'closed'],
        ['error_forced_open', 'open'],
      ]),
    },
  ],
  [
    'opening_state',
    {
      key: 'contact',
      says: new Map([
        ['open', 'open'],
        ['tilted', 'open'],
        ['closed', 'closed'],
      ]),
    },
  ],
  [
    'smoke_state',
    {
      key: 'smoke',
      says: new Map([
        ['alarm', true],
        ['normal', false],
        ['none', false],
      ]),
    },
  ],
]);

function worded<T>(flag: boolean | undefined, yes: T, no: T): T | undefined {
  return flag === undefined ? undefined : flag ? yes : no;
}

/** undefined: neither of the two values that the device exposes, so nothing is told. */
function isOn({ valueOn, valueOff }: Exposed, value: unknown): boolean | undefined {
  if (value === valueOn) return true;
  if (value === valueOff) return false;
  return typeof value === 'boolean' && valueOn === undefined ? value : undefined;
}

const has = (exposes: readonly Exposed[], property: string) => exposes.some((exposed) => exposed.property === property);
const hasGroup = (exposes: readonly Exposed[], group: string) => exposes.some((exposed) => exposed.group === group);

/** What a device is, from what it exposes; `description` only tells a plug from another switch. */
export function kindOf(exposes: readonly Exposed[], description: string): DeviceKind {
  if (hasGroup(exposes, 'lock')) return 'lock';
  if (isKeypad(exposes)) return 'alarm';
  if (isSiren(exposes)) return 'siren';
  if (hasGroup(exposes, 'light')) return 'light';
  if (hasGroup(exposes, 'cover')) return 'cover';
  if (hasGroup(exposes, 'climate')) return 'climate';
  if (hasGroup(exposes, 'switch') && (has(exposes, 'power') || /\b(?:plug|outlet|socket)\b/i.test(description)))
    return 'plug';
  return exposes.some(({ means }) => senses.has(means)) ? 'sensor' : 'other';
}

/** Most are started by a `warning`, Tuya's by an `alarm` that has a melody and an end. */
function isSiren(exposes: readonly Exposed[]): boolean {
  if (exposes.some(({ means }) => means === 'smoke')) return false;
  const isStarted = ({ type, property, access }: Exposed) => type === 'binary' && property === 'alarm' && access & 2;
  return has(exposes, 'warning') || (has(exposes, 'melody') && has(exposes, 'duration') && exposes.some(isStarted));
}

function isKeypad(exposes: readonly Exposed[]): boolean {
  return (
    has(exposes, 'action_code') ||
    exposes.some(({ property, values }) => property === 'action' && values.some((value) => value.startsWith('arm_')))
  );
}

const capabilityOf: ReadonlyMap<string, Capability> = new Map([
  ['contact', 'contact'],
  ['occupancy', 'motion'],
  ['motion', 'motion'],
  ['presence', 'occupancy'],
  ['vibration', 'vibration'],
  ['smoke', 'smoke'],
  ['carbon_monoxide', 'carbon-monoxide'],
  ['gas', 'gas'],
  ['water_leak', 'leak'],
  ['tamper', 'tamper'],
  ['glass_break', 'glass-break'],
  ['noise_detected', 'sound'],
  ['pin_code', 'pin-codes'],
  ['temperature', 'temperature'],
  ['local_temperature', 'temperature'],
  ['humidity', 'humidity'],
  ['power', 'power'],
  ['battery', 'battery'],
  ['battery_low', 'battery'],
  ['battery_state', 'battery'],
]);

/** What a device can do or tell. */
export function capabilitiesOf(exposes: readonly Exposed[], canUpdate: boolean): readonly Capability[] {
  const found = new Set<Capability>();
  const state = exposes.find(({ property }) => property === 'state');
  if (hasGroup(exposes, 'lock')) found.add('lock');
  if (kindOf(exposes, '') === 'siren') found.add('siren');
  if (hasGroup(exposes, 'cover')) found.add('cover');
  if (hasGroup(exposes, 'climate')) found.add('climate');
  if (isKeypad(exposes)) found.add('keypad');
  if (state?.group === 'switch') found.add('switch');
  for (const { means } of exposes) {
    const capability = capabilityOf.get(means);
    if (capability !== undefined) found.add(capability);
  }
  if (canUpdate) found.add('firmware-check').add('firmware-update').add('firmware-schedule');
  return [...found];
}

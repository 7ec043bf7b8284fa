import type { Capability, Fact } from '@/core/observation';
import type { State } from '@/core/state';

import { percentIn } from '../loose';
import { isObject, numberIn } from '../json';
import { celsiusOf } from '../units';
import { readCodeStatus } from './codes';
import { notificationEvent, notificationVariable } from './notification';
import type { ReadValue } from './read-value';
import type { ValueAddress } from './value-address';

const silent: ReadValue = { capability: null, facts: [] };
const can = (capability: Capability, facts: readonly (Fact | null)[]): ReadValue => ({
  capability,
  facts: facts.filter((fact) => fact !== null),
});
const state = (value: State | null): Fact | null => (value === null ? null : { type: 'state', state: value });

/** `unit` is known only where the gateway has told the whole value; a temperature without one is not read. */
export function readValue(address: ValueAddress, value: unknown, unit: string | null): ReadValue {
  switch (address.commandClass) {
    case 'door lock':
      return readDoorLock(address, value);
    case 'barrier operator':
      return readBarrier(address, value);
    case 'lock':
      return can('lock', [typeof value === 'boolean' ? state({ lock: value ? 'locked' : 'unlocked' }) : null]);
    case 'battery':
      return readBattery(address, value);
    case 'binary sensor':
      return readBinarySensor(address, value);
    case 'multilevel sensor':
      return readMultilevelSensor(address, value, unit);
    case 'notification':
      return readNotification(address, value);
    case 'binary switch':
      if (address.property !== 'currentvalue') return silent;
      return can('switch', [typeof value === 'boolean' ? state({ switch: value ? 'on' : 'off' }) : null]);
    case 'sound switch':
      return readSoundSwitch(address, value);
    case 'meter':
      return readMeter(address, value);
    case 'user code':
      return can('pin-codes', [readCodeStatus(address, value)]);
    default:
      return silent;
  }
}

/** Door Lock Operation Report: 255 is secured, 254 unknown, all below are ways of being unsecured. */
function readDoorLock({ property }: ValueAddress, value: unknown): ReadValue {
  const mode = numberIn(value);
  if (property === 'currentmode' && mode === 254) return can('lock', [{ type: 'untold', key: 'lock' }]);
  if (property === 'currentmode' && mode !== null)
    return can('lock', [state({ lock: mode === 255 ? 'locked' : 'unlocked' })]);
  if (property === 'doorstatus' && (value === 'open' || value === 'closed'))
    return can('contact', [state({ contact: value })]);
  return can('lock', []);
}

/**
 * A garage door or a gate (Barrier Operator Report): 0 is closed, 255 open, and between them it moves or stands somewhere. It
 * is an entrance that moves, so it is not closed before it has arrived.
 */
function readBarrier({ property }: ValueAddress, value: unknown): ReadValue {
  if (property !== 'currentstate') return silent;
  const position = numberIn(value);
  return can('contact', [position === null ? null : state({ contact: position === 0 ? 'closed' : 'open' })]);
}

/** Level 255 is the warning that the battery is nearly empty, and no percentage. */
function readBattery({ property }: ValueAddress, value: unknown): ReadValue {
  const level = numberIn(value);
  if (property === 'level' && percentIn(level) !== null) return can('battery', [{ type: 'battery', percent: level }]);
  if (property === 'level' && level === 255) return can('battery', [{ type: 'battery', low: true }]);
  if (property === 'islow' && typeof value === 'boolean') return can('battery', [{ type: 'battery', low: value }]);
  return silent;
}

type Flag = 'motion' | 'smoke' | 'carbonMonoxide' | 'leak' | 'tamper';
const sensors: ReadonlyMap<string, readonly [Capability, Flag]> = new Map([
  ['motion', ['motion', 'motion']],
  ['smoke', ['smoke', 'smoke']],
  ['co', ['carbon-monoxide', 'carbonMonoxide']],
  ['water', ['leak', 'leak']],
  ['tamper', ['tamper', 'tamper']],
]);

/** `Any` and `General Purpose` do not say what they have sensed. */
function readBinarySensor({ property }: ValueAddress, value: unknown): ReadValue {
  const isTold = typeof value === 'boolean';
  if (property === 'door window')
    return can('contact', [isTold ? state({ contact: value ? 'open' : 'closed' }) : null]);
  const [capability, key] = sensors.get(property) ?? [];
  if (capability === undefined || key === undefined) return silent;
  return can(capability, [isTold ? state({ [key]: value }) : null]);
}

function readMultilevelSensor({ property }: ValueAddress, value: unknown, unit: string | null): ReadValue {
  const number = numberIn(value);
  if (property === 'air temperature')
    return can('temperature', [state(number === null ? null : temperature(number, unit))]);
  if (property === 'humidity')
    return can('humidity', [state(percentIn(number) === null ? null : { humidityPercent: number ?? 0 })]);
  if (property === 'illuminance' && unit === 'Lux' && number !== null && number >= 0)
    return { capability: null, facts: [{ type: 'state', state: { illuminanceLux: number } }] };
  return silent;
}

/** Some devices report −999.9 where they have no probe. */
function temperature(value: number, unit: string | null): State | null {
  const celsius = celsiusOf(value, unit);
  return celsius === null || celsius < -100 || celsius > 300 ? null : { temperatureC: celsius };
}

function readNotification({ property, key }: ValueAddress, value: unknown): ReadValue {
  const variable = notificationVariable(property, key);
  if (variable !== null) {
    const fact = variable.says.get(numberIn(value) ?? -1);
    return { capability: variable.capability, facts: fact === undefined ? [] : [fact] };
  }
  const event = notificationEvent(key, isObject(value) ? numberIn(value['userId']) : null);
  return event === null ? silent : { capability: null, facts: [event] };
}

/** Tone 0 is silence, 255 the default tone (Sound Switch Tone Play Report). */
function readSoundSwitch({ property }: ValueAddress, value: unknown): ReadValue {
  if (property !== 'toneid') return silent;
  const tone = numberIn(value);
  return can('siren', [tone === null ? null : state({ siren: tone === 0 ? 'silent' : 'sounding' })]);
}

/** The key of a meter is `type << 16 | scale << 8 | rate`; electric meters are type 1, scale 0 is kWh, 2 W, 4 V. */
function readMeter({ property, key }: ValueAddress, value: unknown): ReadValue {
  const number = numberIn(value);
  const code = Number(key);
  if (property !== 'value' || number === null || !Number.isInteger(code) || code >> 16 !== 1) return silent;
  switch ((code >> 8) & 0xff) {
    case 0:
      return { capability: null, facts: [{ type: 'state', state: { energyKwh: number } }] };
    case 2:
      return can('power', [state({ powerW: number })]);
    case 4:
      return { capability: null, facts: [{ type: 'state', state: { voltageV: number } }] };
    default:
      return silent;
  }
}

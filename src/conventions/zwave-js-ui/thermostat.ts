import type { Fact } from '@/core/observation';
import type { ThermostatAction, ThermostatMode } from '@/core/state';

import { numberIn } from '../json';
import { celsiusOf } from '../units';
import type { ReadValue } from './read-value';
import type { ValueAddress } from './value-address';

/** What is remembered of a node's thermostat between its messages. */
export type Thermostat = {
  /** as Z-Wave counts them; null: it told none */
  mode: number | null;
  /** by the type of each, in °C */
  readonly setpoints: Map<number, number>;
};

/** Thermostat Mode Set (Z-Wave SDS13781). What is not here (away, resume, its maker's own) tells not what it is left to do. */
const modes: ReadonlyMap<number, ThermostatMode> = new Map([
  [0, 'off'],
  [1, 'heat'],
  [2, 'cool'],
  [3, 'heat_cool'],
  [4, 'heat'],
  [6, 'fan_only'],
  [7, 'heat'],
  [8, 'dry'],
  [10, 'heat_cool'],
  [11, 'heat'],
  [12, 'cool'],
  [15, 'heat'],
]);
const auto = 3;
const auxiliaryHeat = 4;
const heating = 1;
const highestType = 15;

/** Thermostat Operating State Report; one that is about to heat does not yet. */
const actions: ReadonlyMap<number, ThermostatAction> = new Map([
  [0, 'idle'],
  [1, 'heating'],
  [2, 'cooling'],
  [3, 'fan'],
  [4, 'idle'],
  [5, 'idle'],
  [6, 'fan'],
  [7, 'heating'],
  [8, 'heating'],
  [9, 'cooling'],
  [10, 'heating'],
  [11, 'heating'],
]);

/** null: the value is not of a thermostat. `unit`: as with every temperature, one without it is not read. */
export function readThermostat(
  thermostat: Thermostat,
  { commandClass, property, key }: ValueAddress,
  value: unknown,
  unit: string | null,
): ReadValue | null {
  const number = numberIn(value) ?? -1;
  switch (commandClass) {
    case 'thermostat mode': {
      if (property !== 'mode') return can([]);
      thermostat.mode = number;
      return can([told('thermostatMode', modes.get(number)), target(thermostat)]);
    }
    case 'thermostat setpoint': {
      const type = Number(key ?? Number.NaN);
      const celsius = numberIn(value) === null ? null : celsiusOf(number, unit);
      if (property !== 'setpoint' || celsius === null || !(type >= 1 && type <= highestType)) return can([]);
      thermostat.setpoints.set(type, celsius);
      return can([target(thermostat)]);
    }
    case 'thermostat operating state':
      return can(property === 'state' ? [told('thermostatAction', actions.get(number))] : []);
    default:
      return null;
  }
}

const can = (facts: readonly Fact[]): ReadValue => ({ capability: 'climate', facts });

/** Each mode has the setpoint of its own number; of a warmth to heat to and another to cool to, none is what it is set to. */
function target({ mode, setpoints }: Thermostat): Fact {
  const own = setpoints.get((mode === auxiliaryHeat ? heating : mode) ?? -1);
  const only = setpoints.size === 1 && (mode === null || mode === auto) ? [...setpoints.values()][0] : undefined;
  return told('targetTemperatureC', own ?? only);
}

function told(
  key: 'thermostatMode' | 'thermostatAction' | 'targetTemperatureC',
  value: string | number | undefined,
): Fact {
  return value === undefined ? { type: 'untold', key } : { type: 'state', state: { [key]: value } };
}

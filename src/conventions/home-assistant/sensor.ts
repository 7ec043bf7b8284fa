import { limits } from '@/core/limits';
import type { State } from '@/core/state';

import { textIn } from '../json';
import { unitsOf, type Measured } from '../units';
import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import { numberIn, wordIn } from './words';

/** The quantities that the house is described in, by device class (home-assistant.io/integrations/sensor, "Device class"). */
const quantities: ReadonlyMap<string, Measured> = new Map<string, Measured>([
  ['temperature', 'temperatureC'],
  ['humidity', 'humidityPercent'],
  ['pressure', 'pressureHpa'],
  ['atmospheric_pressure', 'pressureHpa'],
  ['illuminance', 'illuminanceLux'],
  ['power', 'powerW'],
  ['energy', 'energyKwh'],
  ['voltage', 'voltageV'],
]);

/** A sensor: a quantity, the battery, the signal, or the version of the firmware that runs. */
export function sensorEars(bench: Workbench): readonly Ear[] {
  const { options, objectId } = bench.entity;
  const unit = textIn(options['unit_of_measurement'])?.trim() ?? null;
  const deviceClass = options['device_class'];
  // some tell volts there
  if (deviceClass === 'battery') return unit === null || unit === '%' ? batteryEars(bench) : [];
  if (deviceClass === 'signal_strength' && unit !== '%') return signalEars(bench);
  if (unit === 'lqi' || /(?:^|_)linkquality$/.test(objectId)) return linkQualityEars(bench);
  if (/(?:^|_)(?:firmware|fw|software|sw)_?version$/i.test(objectId)) return versionEars(bench);
  const quantity = typeof deviceClass === 'string' ? quantities.get(deviceClass) : undefined;
  return quantity === undefined ? [] : quantityEars(bench, quantity, unit, stateOptions);
}

/** `unit`: one that is not listed is not understood, and a missing one (null) is the first. */
export function quantityEars(
  bench: Workbench,
  key: Measured | 'targetTemperatureC',
  unit: string | null,
  options: readonly [topic: string, template: string],
): readonly Ear[] {
  const units = unitsOf[key === 'targetTemperatureC' ? 'temperatureC' : key];
  const convert = unit === null ? [...units.values()][0] : units.get(unit);
  if (convert === undefined) return [];
  return openEar(bench, key, options, (value) => {
    const number = numberIn(value);
    const converted = number === null ? Number.NaN : convert(number);
    const state: State = { [key]: converted };
    return Number.isFinite(converted) ? { type: 'state', state } : null;
  });
}

function batteryEars(bench: Workbench): readonly Ear[] {
  return openEar(bench, 'battery.percent', stateOptions, (value) => {
    const percent = numberIn(value);
    return percent === null || percent < 0 || percent > 100 ? null : { type: 'battery', percent };
  });
}

/** In dBm: what is not negative is another scale, or no connection. */
function signalEars(bench: Workbench): readonly Ear[] {
  return openEar(bench, 'rssi', stateOptions, (value) => {
    const rssiDbm = numberIn(value);
    return rssiDbm === null || rssiDbm >= 0 || rssiDbm < -150 ? null : { type: 'signal', rssiDbm };
  });
}

function linkQualityEars(bench: Workbench): readonly Ear[] {
  return openEar(bench, 'lqi', stateOptions, (value) => {
    const lqi = numberIn(value);
    return lqi === null || lqi < 0 || lqi > 255 ? null : { type: 'signal', lqi };
  });
}

function versionEars(bench: Workbench): readonly Ear[] {
  return openEar(bench, 'installed', stateOptions, (value) => {
    const word = wordIn(value);
    return word === null || !/\d/.test(word) ? null : { type: 'firmware', installed: word.slice(0, limits.textLength) };
  });
}

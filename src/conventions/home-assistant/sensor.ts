import { limits } from '@/core/limits';
import type { State } from '@/core/state';

import { textIn } from '../json';
import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import { numberIn, wordIn } from './words';

type Quantity = {
  readonly key:
    | 'temperatureC'
    | 'humidityPercent'
    | 'pressureHpa'
    | 'illuminanceLux'
    | 'powerW'
    | 'energyKwh'
    | 'voltageV';
  /** by unit; a unit that is not listed is not understood, and a missing one is the first */
  readonly units: Readonly<Record<string, (value: number) => number>>;
};

const as = (factor: number) => (value: number) => value * factor;
const pressures = { hPa: as(1), mbar: as(1), Pa: as(0.01), kPa: as(10), inHg: as(33.8639), mmHg: as(1.33322) };

/** The quantities that the house is described in, by device class (home-assistant.io/integrations/sensor, "Device class"). */
const quantities: ReadonlyMap<string, Quantity> = new Map<string, Quantity>([
  [
    'temperature',
    {
      key: 'temperatureC',
      units: { '°C': as(1), '°F': (value) => ((value - 32) * 5) / 9, K: (value) => value - 273.15 },
    },
  ],
  ['humidity', { key: 'humidityPercent', units: { '%': as(1) } }],
  ['pressure', { key: 'pressureHpa', units: pressures }],
  ['atmospheric_pressure', { key: 'pressureHpa', units: pressures }],
  ['illuminance', { key: 'illuminanceLux', units: { lx: as(1) } }],
  ['power', { key: 'powerW', units: { W: as(1), kW: as(1000), mW: as(0.001) } }],
  ['energy', { key: 'energyKwh', units: { kWh: as(1), Wh: as(0.001), MWh: as(1000) } }],
  ['voltage', { key: 'voltageV', units: { V: as(1), mV: as(0.001) } }],
]);

/** A sensor: a quantity, the battery, the signal, or the version of the firmware that runs. */
export function sensorEars(bench: Workbench): readonly Ear[] {
  const { options, objectId } = bench.entity;
  const unit = textIn(options['unit_of_measurement'])?.trim() ?? null;
  const deviceClass = options['device_class'];
  if (deviceClass === 'battery') return batteryEars(bench);
  if (deviceClass === 'signal_strength' && unit !== '%') return signalEars(bench);
  if (unit === 'lqi' || /(?:^|_)linkquality$/.test(objectId)) return linkQualityEars(bench);
  if (/(?:^|_)(?:firmware|fw|software|sw)_?version$/i.test(objectId)) return versionEars(bench);
  const quantity = typeof deviceClass === 'string' ? quantities.get(deviceClass) : undefined;
  const convert =
    quantity && Object.values(quantity.units)[unit === null ? 0 : Object.keys(quantity.units).indexOf(unit)];
  return quantity === undefined || convert === undefined
    ? []
    : quantityEars(bench, quantity.key, convert, stateOptions);
}

/** The temperature that a thermostat measures. */
export function climateEars(bench: Workbench): readonly Ear[] {
  const unit = textIn(bench.entity.options['temperature_unit']) === 'F' ? '°F' : '°C';
  const convert = quantities.get('temperature')?.units[unit] ?? as(1);
  return quantityEars(bench, 'temperatureC', convert, ['current_temperature_topic', 'current_temperature_template']);
}

function quantityEars(
  bench: Workbench,
  key: Quantity['key'],
  convert: (value: number) => number,
  options: readonly [topic: string, template: string],
): readonly Ear[] {
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

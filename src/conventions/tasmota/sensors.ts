import type { Capability } from '@/core/observation';

import { isObject, numberIn, textIn, type JsonObject } from '../json';
import { keep, type OpenState } from '../open-state';
import { fromFahrenheit } from '../units';

/** What one SENSOR message tells: readings, what the device senses at all, and whether others speak through it. */
export type Sensed = {
  readonly state: OpenState;
  readonly senses: readonly Capability[];
  /** it has a sensor of its own, other than a meter and its chip's thermometer */
  readonly hasSensor: boolean;
  /** it passes on what Bluetooth sensors say, or Zigbee devices */
  readonly relaysOthers: boolean;
  readonly metersPower: boolean;
};

/** A Bluetooth sensor is named by its type and the end of its address: `LYWSD03-52680f` (docs/Bluetooth). */
const bluetoothSensor = /-[0-9a-f]{6}$/i;
/** what is no sensor of the device's own, though it stands among them */
const others = new Set(['IBEACON', 'BLEDevices', 'ZbReceived', 'ZbInfo', 'ZbState', 'RfReceived', 'IrReceived']);
const radios = new Set(['ZbReceived', 'ZbInfo', 'ZbState', 'BLEDevices']);

const hectopascals: ReadonlyMap<string, number> = new Map([
  ['hPa', 1],
  ['mmHg', 1.33322],
  ['inHg', 33.8639],
]);

/**
 * Sensors stand by name, each with its readings: `{"Time": …, "BME280": {"Temperature": 21.5}, "TempUnit": "C"}`
 * (docs/JSON-Status-Responses). Of several alike the first is taken: one device has one temperature here.
 */
export function readSensors(payload: JsonObject): Sensed {
  const state: OpenState = {};
  const senses = new Set<Capability>();
  let hasSensor = false;
  let relaysOthers = false;
  let metersPower = false;
  const fahrenheit = payload['TempUnit'] === 'F';
  const pressureFactor = hectopascals.get(textIn(payload['PressureUnit']) ?? 'hPa');
  const celsius = (value: unknown) => {
    const degrees = numberIn(value);
    return degrees !== null && fahrenheit ? fromFahrenheit(degrees) : degrees;
  };
  for (const [name, sensor] of Object.entries(payload)) {
    if (!isObject(sensor)) continue;
    if (others.has(name) || bluetoothSensor.test(name)) {
      relaysOthers ||= radios.has(name) || bluetoothSensor.test(name);
      continue;
    }
    if (name === 'ESP32') {
      keep(state, 'deviceTemperatureC', celsius(sensor['Temperature']));
      continue;
    }
    if (name === 'ENERGY') {
      metersPower = true;
      senses.add('power');
      readEnergy(sensor, state);
      continue;
    }
    hasSensor = true;
    if ('Temperature' in sensor) senses.add('temperature');
    if ('Humidity' in sensor) senses.add('humidity');
    keep(state, 'temperatureC', celsius(sensor['Temperature']));
    keep(state, 'humidityPercent', numberIn(sensor['Humidity']));
    keep(state, 'illuminanceLux', numberIn(sensor['Illuminance']));
    const pressure = numberIn(sensor['Pressure']);
    if (pressure !== null && pressureFactor !== undefined) keep(state, 'pressureHpa', pressure * pressureFactor);
  }
  return { state, senses: [...senses], hasSensor, relaysOthers, metersPower };
}

/** Of a meter with several phases each reading is a list; a house uses their sum. */
function readEnergy(energy: JsonObject, state: OpenState): void {
  keep(state, 'powerW', sumOf(energy['Power']));
  keep(state, 'energyKwh', sumOf(energy['Total']));
  const voltage = energy['Voltage'];
  keep(state, 'voltageV', numberIn(Array.isArray(voltage) ? voltage[0] : voltage));
}

function sumOf(value: unknown): number | null {
  if (!Array.isArray(value)) return numberIn(value);
  const numbers = value.slice(0, 8).map(numberIn);
  return numbers.length === 0 || numbers.includes(null) ? null : numbers.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

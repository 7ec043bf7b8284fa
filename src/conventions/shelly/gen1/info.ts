import type { Capability, Fact } from '@/core/observation';

import { isObject, numberIn, type JsonObject } from '../../json';
import { gain, learn } from '../../learning';
import { dbmIn, flagIn, percentIn } from '../../loose';
import { macIdentifier } from '../../mac';
import { keep, stateFact, type OpenState } from '../../open-state';
import { fromFahrenheit } from '../../units';
import { outputOf, type Gen1Device, type Parts } from './device';
import { readUpdate } from './firmware';
import { contactIn, gasIn, travelIn } from './words';

/** `info`: the whole status, the same as HTTP `/status` gives (shelly-api-docs gen1). */
export function readInfo(device: Gen1Device, info: JsonObject): readonly Fact[] {
  learn(device, 'mac', macIdentifier(info['mac']));
  learnParts(device, info);
  // only what wakes to report says why it woke
  if (Array.isArray(info['act_reasons'])) device.will.sleeps = true;
  const facts: Fact[] = [];
  const { wifi_sta: wifi, bat } = info;
  const rssiDbm = isObject(wifi) && wifi['connected'] === true ? dbmIn(wifi['rssi']) : null;
  if (rssiDbm !== null) facts.push({ type: 'signal', rssiDbm });
  if (isObject(bat)) facts.push(...readBattery(device, bat['value']));
  facts.push(...readUpdate(device, info['update']));
  const state: OpenState = {};
  readOutput(device, info, state);
  readMeters(device, info, state);
  readSensors(device, info, state);
  return [...facts, ...stateFact(state)];
}

export function readBattery(device: Gen1Device, value: unknown): readonly Fact[] {
  learn(device, 'hasBattery', true);
  const percent = percentIn(value);
  return percent === null ? [] : [{ type: 'battery', percent }];
}

function learnParts(device: Gen1Device, info: JsonObject): void {
  const count = (key: string) => (Array.isArray(info[key]) ? Math.min(info[key].length, 16) : 0);
  const parts: Parts = {
    relays: count('relays'),
    lights: count('lights'),
    rollers: count('rollers'),
    thermostats: count('thermostats'),
    inputs: count('inputs'),
  };
  const before = device.parts;
  const same =
    before !== null &&
    before.relays === parts.relays &&
    before.lights === parts.lights &&
    before.rollers === parts.rollers &&
    before.thermostats === parts.thermostats &&
    before.inputs === parts.inputs;
  if (!same) learn(device, 'parts', parts);
}

function readOutput(device: Gen1Device, info: JsonObject, state: OpenState): void {
  const [roller, other] = listIn(info['rollers']);
  if (roller !== undefined && other === undefined)
    keep(
      state,
      'cover',
      travelIn(roller['state'], roller['positioning'] === true ? numberIn(roller['current_pos']) : null),
    );
  const output = outputOf(device);
  if (output === null) return;
  const [part] = listIn(info[output === 'relay/0' ? 'relays' : 'lights']);
  const on = flagIn(part?.['ison']);
  if (on !== null) keep(state, 'switch', on ? 'on' : 'off');
}

/** A meter without a counter is a figure that the owner typed in. Meters count watt-minutes, `emeters` watt-hours. */
function readMeters(device: Gen1Device, info: JsonObject, state: OpenState): void {
  const meters = listIn(info['meters']).filter((meter) => flagIn(meter['is_valid']) !== false && 'total' in meter);
  const phases = listIn(info['emeters']).filter((meter) => flagIn(meter['is_valid']) !== false);
  if (meters.length + phases.length === 0) return;
  learn(device, 'metersPower', true);
  const sum = (list: readonly JsonObject[], key: string) =>
    list.reduce((total, meter) => total + (numberIn(meter[key]) ?? 0), 0);
  keep(state, 'powerW', sum(meters, 'power') + sum(phases, 'power'));
  keep(state, 'energyKwh', sum(meters, 'total') / 60_000 + sum(phases, 'total') / 1_000);
}

function readSensors(device: Gen1Device, info: JsonObject, state: OpenState): void {
  const { tmp, hum, lux, sensor, accel, flood, smoke, gas_sensor: gas, voltage } = info;
  const sense = (capability: Capability) => gain(device, device.senses, capability);
  if (isObject(tmp) && tmp['is_valid'] !== false) readTemperature(device, tmp, state);
  if (isObject(hum) && hum['is_valid'] !== false) {
    sense('humidity');
    keep(state, 'humidityPercent', percentIn(hum['value']));
  }
  if (isObject(lux) && lux['is_valid'] !== false) keep(state, 'illuminanceLux', numberIn(lux['value']));
  if (isObject(sensor)) readSensor(device, sensor, state);
  if (isObject(accel) && numberIn(accel['vibration']) !== -1) {
    sense('vibration');
    keep(state, 'vibration', flagIn(accel['vibration']));
  }
  if (info['rain_sensor'] === true) device.sensesRain = true;
  if (flood !== undefined && !device.sensesRain) {
    sense('leak');
    keep(state, 'leak', flagIn(flood));
  }
  if (smoke !== undefined) {
    sense('smoke');
    keep(state, 'smoke', flagIn(smoke));
  }
  if (isObject(gas)) {
    sense('gas');
    keep(state, 'gas', gasIn(gas['alarm_state']));
  }
  const [thermostat] = listIn(info['thermostats']);
  if (thermostat !== undefined) readThermostat(device, thermostat, state);
  keep(state, 'voltageV', numberIn(voltage));
}

function readSensor(device: Gen1Device, sensor: JsonObject, state: OpenState): void {
  if (sensor['is_valid'] === false) return;
  if ('state' in sensor) {
    gain(device, device.senses, 'contact');
    keep(state, 'contact', contactIn(sensor['state']));
  }
  if ('motion' in sensor) readMotion(device, sensor, state);
}

/** `status` of the motion sensors, and `sensor` of their whole status. */
export function readMotion(device: Gen1Device, sensor: JsonObject, state: OpenState): void {
  gain(device, device.senses, 'motion');
  keep(state, 'motion', flagIn(sensor['motion']));
  const vibration = flagIn(sensor['vibration']);
  if (vibration === null) return;
  gain(device, device.senses, 'vibration');
  keep(state, 'vibration', vibration);
}

/**
 * A radiator valve, in `thermostats` of its whole status, and its own `status` (shelly-api-docs gen1, "Shelly TRV"):
 * `target_t.enabled: false` leaves the valve where somebody put it by hand, `pos` is −1 until it was calibrated.
 */
export function readThermostat(device: Gen1Device, { tmp, target_t: target, pos }: JsonObject, state: OpenState): void {
  if (isObject(tmp) && tmp['is_valid'] !== false) readTemperature(device, tmp, state);
  if (!isObject(target)) return;
  if (target['units'] === 'F' || target['units'] === 'C') device.fahrenheit = target['units'] === 'F';
  keep(state, 'targetTemperatureC', celsiusOf(device, numberIn(target['value'])));
  const isOn = flagIn(target['enabled']);
  if (isOn === null) return;
  keep(state, 'thermostatMode', isOn ? 'heat' : 'off');
  const position = numberIn(pos);
  if (!isOn) keep(state, 'thermostatAction', 'off');
  else if (position !== null && position >= 0) keep(state, 'thermostatAction', position > 0 ? 'heating' : 'idle');
}

/** The room's temperature has a `value` in the owner's degrees; without one it is that of the device itself. */
function readTemperature(device: Gen1Device, tmp: JsonObject, state: OpenState): void {
  const value = numberIn(tmp['value']);
  const celsius = numberIn(tmp['tC']);
  if (value === null) return keep(state, 'deviceTemperatureC', celsius);
  gain(device, device.senses, 'temperature');
  if (tmp['units'] === 'F' || tmp['units'] === 'C') device.fahrenheit = tmp['units'] === 'F';
  keep(state, 'temperatureC', celsius ?? celsiusOf(device, value));
}

/** null: nobody told which degrees these are. */
export function celsiusOf({ fahrenheit }: Gen1Device, value: number | null): number | null {
  if (value === null || fahrenheit === null) return null;
  return fahrenheit ? fromFahrenheit(value) : value;
}

function listIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.slice(0, 16).filter(isObject) : [];
}

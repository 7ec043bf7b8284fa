import { isObject, numberIn, textIn, type JsonObject } from '../../json';
import type { Capability, Fact } from '@/core/observation';

import { gain, learn } from '../../learning';
import { dbmIn, percentIn, shortIn } from '../../loose';
import { macIdentifier } from '../../mac';
import { keep, stateFact, type OpenState } from '../../open-state';
import { learnId, outputOf, typeOf, type Gen2Device } from './device';
import { firmwareFacts, readRestart } from './firmware';

/** What one component's status adds; parts of a status come alone, so every key may be missing. */
type Told = { readonly state: OpenState; readonly facts: Fact[] };
type Component = { readonly name: string; readonly number: number };
type Read = (device: Gen2Device, status: JsonObject, told: Told, component: Component) => void;

/** shelly-api-docs gen2, "Components": Status of each. The ones that are not here tell nothing of the house. */
const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['sys', readSys],
  ['wifi', readWifi],
  ['devicepower', readDevicePower],
  ['switch', readOutput],
  ['light', readOutput],
  ['rgb', readOutput],
  ['rgbw', readOutput],
  ['cct', readOutput],
  ['cover', readCover],
  ['pm1', readMeter],
  ['em', readMeter],
  ['em1', readMeter],
  ['smoke', readAlarm('smoke')],
  ['flood', readAlarm('leak')],
  ['temperature', readTemperature],
  ['humidity', readHumidity],
  ['illuminance', (_, status, { state }) => keep(state, 'illuminanceLux', numberIn(status['lux']))],
  ['thermostat', readThermostat],
]);

const isComponent = /^[a-z][a-z0-9_]{0,31}(?::\d{1,5})?$/;

/** Is `name` called as components are? */
export function isComponentName(name: string): boolean {
  return isComponent.test(name);
}

export function learnComponents(device: Gen2Device, statuses: JsonObject): void {
  for (const name of Object.keys(statuses)) if (isComponent.test(name)) gain(device, device.components, name, 128);
}

/** What a status tells: `{"switch:0": {…}, "sys": {…}}`. */
export function readComponents(device: Gen2Device, statuses: JsonObject): readonly Fact[] {
  const told: Told = { state: {}, facts: [] };
  learnComponents(device, statuses);
  for (const [name, status] of Object.entries(statuses)) {
    if (!isObject(status) || !isComponent.test(name)) continue;
    const colon = name.indexOf(':');
    readers.get(typeOf(name))?.(device, status, told, { name, number: colon < 0 ? 0 : Number(name.slice(colon + 1)) });
  }
  return [...told.facts, ...stateFact(told.state)];
}

function readSys(device: Gen2Device, sys: JsonObject, { facts }: Told): void {
  learn(device, 'mac', macIdentifier(sys['mac']));
  learnId(device, textIn(sys['id'])); // wall displays say here who they are
  learn(device, 'model', shortIn(sys['model']));
  // a device that is always there has no time of waking up (shelly-api-docs gen2, Sys)
  const wakesUp = numberIn(sys['wakeup_period']);
  if (wakesUp !== null && wakesUp > 0) device.will.sleeps = true;
  const { restart_required: needsRestart } = sys;
  if (typeof needsRestart === 'boolean') device.needsRestart = needsRestart;
  const version = shortIn(sys['ver']);
  const updates = sys['available_updates'];
  if (version !== null || isObject(updates)) facts.push(...firmwareFacts(device, version, updates));
  const uptimeSeconds = numberIn(sys['uptime']);
  if (uptimeSeconds !== null && uptimeSeconds < 60) facts.push(...readRestart(device));
}

/** 0 while it is not on Wi-Fi, but on a cable. */
function readWifi(_: Gen2Device, wifi: JsonObject, { facts }: Told): void {
  const rssiDbm = dbmIn(wifi['rssi']);
  if (rssiDbm !== null) facts.push({ type: 'signal', rssiDbm });
}

function readDevicePower(device: Gen2Device, power: JsonObject, { facts }: Told): void {
  const percent = isObject(power['battery']) ? percentIn(power['battery']['percent']) : null;
  if (percent === null) return;
  learn(device, 'hasBattery', true);
  facts.push({ type: 'battery', percent });
}

function readOutput(device: Gen2Device, status: JsonObject, told: Told, component: Component): void {
  const { output } = status;
  if (typeof output === 'boolean' && outputOf(device)?.component === component.name)
    keep(told.state, 'switch', output ? 'on' : 'off');
  readMeter(device, status, told, component);
  const heat = status['temperature'];
  if (isObject(heat)) keep(told.state, 'deviceTemperatureC', numberIn(heat['tC']));
}

/** A blind, a gate or a garage door. Of two none is the device's own; one that stands still somewhere between is not closed. */
function readCover(device: Gen2Device, status: JsonObject, told: Told, component: Component): void {
  const { state, current_pos: position } = status;
  const isOnly = [...device.components].filter((name) => typeOf(name) === 'cover').length === 1;
  if (device.isWhole && isOnly) {
    if (state === 'open' || state === 'opening' || state === 'closed' || state === 'closing')
      keep(told.state, 'cover', state);
    else if (state === 'stopped' && (numberIn(position) ?? 0) > 0) keep(told.state, 'cover', 'open');
  }
  readMeter(device, status, told, component);
}

/** A device with several meters uses their sum, which is known when all of them are. */
function readMeter(device: Gen2Device, status: JsonObject, { state }: Told, { name }: Component): void {
  const before = device.meters.get(name);
  const powerW = numberIn(status['apower']) ?? numberIn(status['total_act_power']) ?? numberIn(status['act_power']);
  const wattHours = isObject(status['aenergy']) ? numberIn(status['aenergy']['total']) : null;
  if (powerW === null && wattHours === null) return;
  learn(device, 'metersPower', true);
  if (before === undefined && device.meters.size >= 32) return;
  device.meters.set(name, {
    powerW: powerW ?? before?.powerW ?? null,
    wattHours: wattHours ?? before?.wattHours ?? null,
  });
  if (!device.isWhole) return;
  const meters = [...device.meters.values()];
  state.powerW = sum(meters.map((meter) => meter.powerW));
  state.energyKwh = sum(meters.map((meter) => meter.wattHours)) / 1_000;
  if (meters.length === 1) keep(state, 'voltageV', numberIn(status['voltage']));
}

function sum(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}

function readAlarm(key: 'smoke' | 'leak'): Read {
  return (device, { alarm }, { state }) => {
    gain(device, device.senses, key);
    if (typeof alarm === 'boolean') keep(state, key, alarm);
  };
}

/** Numbers from 100 are sensors on a cable (shelly-api-docs gen2, "Sensor add-on"): what they hang in nobody tells. */
function isBuiltIn({ number }: Component): boolean {
  return number < 100;
}

/** Energy meters have a thermometer too, which feels their own heat; a room's comes with a hygrometer or a battery. */
function readTemperature(device: Gen2Device, status: JsonObject, { state }: Told, component: Component): void {
  const celsius = numberIn(status['tC']);
  if (!isBuiltIn(component)) return keep(state, 'temperatureC', celsius);
  if (!device.senses.has('temperature') && !device.components.has('humidity:0') && !device.hasBattery)
    return keep(state, 'deviceTemperatureC', celsius);
  sense(device, 'temperature');
  keep(state, 'temperatureC', celsius);
}

function readHumidity(device: Gen2Device, status: JsonObject, { state }: Told, component: Component): void {
  if (isBuiltIn(component)) sense(device, 'humidity');
  keep(state, 'humidityPercent', percentIn(status['rh']));
}

/**
 * A wall display's (shelly-api-docs gen2, "Thermostat"). Whether it heats or cools stands in its configuration, which is not
 * read: its `output` alone tells neither, and whether it was left on is all that its mode is.
 */
function readThermostat(
  _: Gen2Device,
  { current_C: now, target_C: target, enable }: JsonObject,
  { state }: Told,
): void {
  keep(state, 'temperatureC', numberIn(now));
  keep(state, 'targetTemperatureC', numberIn(target));
  if (typeof enable === 'boolean') keep(state, 'thermostatMode', enable ? 'auto' : 'off');
}

function sense(device: Gen2Device, capability: Capability): void {
  gain(device, device.senses, capability);
}

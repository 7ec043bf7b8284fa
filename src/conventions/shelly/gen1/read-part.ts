import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact } from '@/core/observation';

import type { Decoded } from '../../convention';
import { heardNow, leaksOf, nothing, problem, quiet } from '../../decoded';
import { isObject, numberIn, textIn, type JsonObject } from '../../json';
import { gain, learn } from '../../learning';
import { flagIn, numberOf, shortIn } from '../../loose';
import { macIdentifier } from '../../mac';
import { keep, stateFact, type OpenState } from '../../open-state';
import { payloadOf } from '../../payload';
import { pressText } from '../presses';
import { tell } from '../../tell';
import { gen1Identity, outputOf, type Gen1Device } from './device';
import { celsiusOf, readBattery, readInfo, readMotion, readThermostat } from './info';
import { contactIn, gasIn, travelIn } from './words';

type Read = (device: Gen1Device, value: string) => readonly Fact[];

/** `sensor/…` and the like: one value as text. */
const texts: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['sensor/state', (device, value) => sensed(device, 'contact', contactIn(value))],
  ['sensor/motion', (device, value) => sensed(device, 'motion', flagIn(value))],
  ['sensor/vibration', (device, value) => (value === '-1' ? [] : sensed(device, 'vibration', flagIn(value)))],
  ['sensor/flood', (device, value) => (device.sensesRain ? [] : sensed(device, 'leak', flagIn(value)))],
  ['sensor/smoke', (device, value) => sensed(device, 'smoke', flagIn(value))],
  ['sensor/gas', (device, value) => sensed(device, 'gas', gasIn(value))],
  ['sensor/temperature', (device, value) => stateFact(only('temperatureC', celsiusOf(device, numberOf(value))))],
  ['sensor/humidity', (_, value) => stateFact(only('humidityPercent', numberOf(value)))],
  ['sensor/lux', (_, value) => stateFact(only('illuminanceLux', numberOf(value)))],
  ['sensor/battery', readBattery],
  ['temperature', (_, value) => stateFact(only('deviceTemperatureC', numberOf(value)))],
  ['relay/0', (device, value) => switched(device, 'relay/0', value)],
  ['light/0', (device, value) => switched(device, 'light/0', value)],
  ['color/0', (device, value) => switched(device, 'color/0', value)],
  ['roller/0/pos', (_, value) => stateFact(only('cover', travelIn('stop', numberOf(value))))],
  ['relay/0/power', (device, value) => (device.metersPower ? stateFact(only('powerW', numberOf(value))) : [])],
]);

/** What the message on `part` of a device tells. */
export function readPart(device: Gen1Device, part: string, message: Message): Decoded {
  const { topic, payload } = message;
  if (payload.byteLength === 0) return nothing;
  if (payload.byteLength > limits.stateBytes) return problem(topic, 'A message is larger than 64 KiB and was not read');
  const { text, json, masked } = payloadOf(message);
  if (/(?:^|\/)command$|\/set$/.test(part)) return quiet(masked.text);
  if (part === 'online') return readOnline(device, text, message);
  const facts = factsOf(device, part, text, json, message.retained);
  if (facts === null) return problem(topic, 'A status is not a JSON object', masked.text);
  const all = [...heardNow(message), ...facts, ...leaksOf(masked, topic)];
  return { observations: tell('shelly', device, gen1Identity, message, all), problems: [], masked: masked.text };
}

function factsOf(
  device: Gen1Device,
  part: string,
  text: string,
  json: unknown,
  retained: boolean,
): readonly Fact[] | null {
  if (part === 'sensor/act_reasons') {
    device.will.sleeps = true;
    return [];
  }
  const read = texts.get(part);
  if (read !== undefined) return read(device, text.trim());
  if (part === 'info') return isObject(json) ? readInfo(device, json) : null;
  if (part === 'announce') return isObject(json) ? readAnnounce(device, json) : null;
  if (part === 'status') return isObject(json) ? readStatus(device, json) : null;
  if (part.startsWith('input_event/')) return isObject(json) && !retained ? readPress(part, json) : [];
  return [];
}

function readOnline(device: Gen1Device, text: string, message: Message): Decoded {
  const online = flagIn(text);
  if (online === null) return problem(message.topic, 'A device says neither that it is online nor that it is not');
  device.will.hear(online, message);
  // the broker speaks the will, the device itself only that it is there
  const facts = online ? heardNow(message) : [];
  return { observations: tell('shelly', device, gen1Identity, message, facts), problems: [], masked: null };
}

/** `new_fw: false` is also said before the device has asked, so only `true` tells something. */
function readAnnounce(device: Gen1Device, announce: JsonObject): readonly Fact[] {
  learn(device, 'model', shortIn(announce['model']));
  learn(device, 'mac', macIdentifier(announce['mac']));
  const installed = shortIn(announce['fw_ver']);
  if (installed === null) return [];
  return [{ type: 'firmware', installed, ...(announce['new_fw'] === true && { updateAvailable: true }) }];
}

/** The motion sensors' own status: `{"motion":true,"vibration":false,"lux":93,"bat":99}`; a radiator valve's has `target_t`. */
function readStatus(device: Gen1Device, status: JsonObject): readonly Fact[] {
  const state: OpenState = {};
  if ('motion' in status) readMotion(device, status, state);
  if ('target_t' in status) readThermostat(device, status, state);
  keep(state, 'illuminanceLux', numberIn(status['lux']));
  const battery = 'bat' in status ? readBattery(device, status['bat']) : [];
  return [...battery, ...stateFact(state)];
}

/** `{"event":"S","event_cnt":304}`; an empty event is none. */
function readPress(part: string, { event }: JsonObject): readonly Fact[] {
  const button = Number(part.slice('input_event/'.length)) + 1;
  const text = pressText(button, textIn(event));
  return text === null ? [] : [{ type: 'event', event: `button_${button}_${String(event).toLowerCase()}`, text }];
}

/** `overpower`: it has switched off what took too much. */
function switched(device: Gen1Device, part: string, value: string): readonly Fact[] {
  const state = value === 'on' ? 'on' : value === 'off' || value === 'overpower' ? 'off' : null;
  return outputOf(device) !== part || state === null ? [] : [{ type: 'state', state: { switch: state } }];
}

function sensed<K extends 'contact' | 'motion' | 'vibration' | 'leak' | 'smoke' | 'gas'>(
  device: Gen1Device,
  key: K,
  value: NonNullable<OpenState[K]> | null,
): readonly Fact[] {
  gain(device, device.senses, key);
  return stateFact(only(key, value));
}

function only<K extends keyof OpenState>(key: K, value: NonNullable<OpenState[K]> | null): OpenState {
  const state: OpenState = {};
  keep(state, key, value);
  return state;
}

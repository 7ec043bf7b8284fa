import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, SecretKind } from '@/core/observation';

import type { Decoded } from '../convention';
import { heardNow, leaksOf, nothing, problem } from '../decoded';
import { isObject, textOf, type JsonObject } from '../json';
import { payloadOf } from '../payload';
import { secretKindOf } from '../secrets';
import { tell } from '../tell';
import { identityOf, type TasmotaDevice } from './device';
import { readSections, readSensorMessage, readTelemetry } from './payload-sections';
import { readBehind } from './zigbee';

/** `SetOption118 1`: what the radio hears is a message of its own, with nothing around it (docs/Commands, "SetOption118"). */
export const radioMessage = 'ZbReceived';

/** What a message of `device` tells. */
export function readMessage(device: TasmotaDevice, name: string, message: Message): Decoded {
  const { topic } = message;
  if (message.payload.byteLength === 0) return nothing;
  if (name === 'LWT') return readLastWill(device, message);
  if (message.payload.byteLength > limits.stateBytes)
    return problem(topic, 'A message is larger than 64 KiB and was not read');
  const { text, json, masked } = payloadOf(message);
  const said = isObject(json) && name === radioMessage ? { [radioMessage]: json } : json;
  const payload = isObject(said) ? said : name.startsWith('POWER') ? { [name]: text } : null;
  if (payload === null) return problem(topic, 'A message is not a JSON object', masked.text);
  const facts = [
    ...heardNow(message),
    ...factsIn(device, name, payload, message.retained),
    ...leaksOf(masked, topic, kindOf),
  ];
  const own = tell('tasmota', device, identityOf, message, facts);
  return { observations: [...own, ...readBehind(device, payload, message)], problems: [], masked: masked.text };
}

function factsIn(device: TasmotaDevice, name: string, payload: JsonObject, retained: boolean): readonly Fact[] {
  if (name === 'SENSOR' || name === radioMessage) return readSensorMessage(device, payload);
  if (name === 'STATE' || name.startsWith('POWER')) return readTelemetry(device, payload);
  if (name === 'DEEPSLEEP') device.will.sleeps = true;
  return readSections(device, payload, retained);
}

function readLastWill(device: TasmotaDevice, message: Message): Decoded {
  const online = isOnline(device, textOf(message.payload.subarray(0, 256)));
  if (online === null)
    return problem(message.topic, 'A last will says neither that the device is there nor that it is gone');
  device.will.hear(online, message);
  // the broker speaks a will, the device itself only that it is there
  return {
    observations: tell('tasmota', device, identityOf, message, online ? heardNow(message) : []),
    problems: [],
    masked: null,
  };
}

/** The words are the device's own to choose, and announced; without that they are Tasmota's. */
function isOnline({ announcement }: TasmotaDevice, text: string): boolean | null {
  const word = text.trim();
  if (word === announcement?.online) return true;
  if (word === announcement?.offline) return false;
  if (/^online$/i.test(word)) return true;
  return /^offline$/i.test(word) ? false : null;
}

/** `Password1` and `Password2` are those of its two Wi-Fi networks (docs/Commands, "Wi-Fi"). */
function kindOf(key: string): SecretKind {
  return /^password[12]?$/i.test(key) ? 'wifi-password' : secretKindOf(key);
}

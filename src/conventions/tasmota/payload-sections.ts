import type { Fact } from '@/core/observation';
import { maskText } from '@/core/mask';
import type { State } from '@/core/state';
import { isUpdateSource } from '@/core/firmware/update-source';
import { transportOfPort } from '@/core/log-ins/transport-words';

import { isObject, numberIn, textIn, type JsonObject } from '../json';
import { gain, learn } from '../learning';
import { dbmIn, shortIn } from '../loose';
import { macIdentifier } from '../mac';
import { stateFact } from '../open-state';
import { hasOneOutput, learnSensors, type TasmotaDevice } from './device';
import { readInput } from './inputs';
import { readSensors } from './sensors';
import { readShutter } from './shutter';

type Section = (device: TasmotaDevice, value: unknown) => readonly Fact[];

/**
 * What stands under each key of STATUSn, INFOn and RESULT, in whatever message it comes: `Status 0` is the same in one
 * (docs/Commands, "Status").
 */
const sections: ReadonlyMap<string, Section> = new Map<string, Section>([
  ['Status', readName],
  ['StatusPRM', (_, value) => (isObject(value) ? readOtaUrl(value['OtaUrl']) : [])],
  ['StatusFWR', readVersion],
  ['StatusNET', readNetwork],
  ['StatusMQT', readLogin],
  ['StatusSNS', (device, value) => (isObject(value) ? readSensorMessage(device, value) : [])],
  ['StatusSTS', (device, value) => (isObject(value) ? readTelemetry(device, value) : [])],
  ['Info1', readVersion],
  ['Upgrade', (_, value) => readUpgrade(value)],
  ['OtaUrl', (_, value) => readOtaUrl(value)],
  ['DeepSleepTime', readDeepSleep],
]);

/** Everything of a STATUSn, INFOn, RESULT or UPGRADE message that Gatehouse understands. */
export function readSections(device: TasmotaDevice, payload: JsonObject, retained: boolean): readonly Fact[] {
  const facts: Fact[] = [];
  for (const [key, value] of Object.entries(payload)) {
    const section = sections.get(key);
    if (section !== undefined) facts.push(...section(device, value));
    else if (isObject(value) && 'Action' in value) facts.push(...readInput(device, key, value['Action']));
  }
  // before version 10 INFO1 had no section of its own, and the answer to `State` never had
  if ('Version' in payload) facts.push(...readVersion(device, payload));
  facts.push(...readTelemetry(device, payload), ...readShutter(device, payload));
  // a broker's memory of a moment is no moment
  return retained ? facts.filter(({ type }) => type !== 'event' && type !== 'update-outcome') : facts;
}

/** `Wifi.Signal` is dBm; `Wifi.RSSI` is a percentage and no field strength. */
export function readTelemetry(device: TasmotaDevice, payload: JsonObject): readonly Fact[] {
  const facts: Fact[] = [];
  const wifi = payload['Wifi'];
  const rssiDbm = isObject(wifi) ? dbmIn(wifi['Signal']) : null;
  if (rssiDbm !== null) facts.push({ type: 'signal', rssiDbm });
  if ('Dimmer' in payload || 'Color' in payload) learn(device, 'dims', true);
  const power = readPower(device, payload);
  return power === null ? facts : [...facts, { type: 'state', state: power }];
}

function readPower(device: TasmotaDevice, payload: JsonObject): State | null {
  let value: unknown;
  for (const key of Object.keys(payload)) {
    if (!key.startsWith('POWER') || !/^POWER\d{0,2}$/.test(key)) continue;
    gain(device, device.outputs, key);
    if (key === 'POWER' || key === 'POWER1') value = payload[key];
  }
  if (value === undefined || !hasOneOutput(device)) return null;
  if (value === (device.announcement?.on ?? 'ON')) return { switch: 'on' };
  return value === (device.announcement?.off ?? 'OFF') ? { switch: 'off' } : null;
}

export function readSensorMessage(device: TasmotaDevice, payload: JsonObject): readonly Fact[] {
  const sensed = readSensors(payload);
  learnSensors(device, sensed);
  return [...stateFact(sensed.state), ...readShutter(device, payload)];
}

function readName(device: TasmotaDevice, value: unknown): readonly Fact[] {
  if (!isObject(value)) return [];
  const friendly = value['FriendlyName'];
  // `DeviceName` came with version 8.3; before, the first friendly name was the device's
  learn(device, 'name', shortIn(value['DeviceName']) ?? shortIn(Array.isArray(friendly) ? friendly[0] : null));
  return [];
}

/** `9.2.0(sensors)`: the bracket names the build and is no part of the version. */
function readVersion(_: TasmotaDevice, value: unknown): readonly Fact[] {
  const version = isObject(value) ? shortIn(value['Version'])?.split('(', 1)[0]?.trim() : null;
  return version ? [{ type: 'firmware', installed: version }] : [];
}

/** What `Upgrade 1` fetches (docs/Commands, "OtaUrl"): in the answers to `Status 1` and to `OtaUrl`. */
function readOtaUrl(value: unknown): readonly Fact[] {
  const url = maskText(textIn(value)?.trim() ?? '');
  return isUpdateSource(url) ? [{ type: 'update-source', url }] : [];
}

function readNetwork(device: TasmotaDevice, value: unknown): readonly Fact[] {
  if (isObject(value)) learn(device, 'mac', macIdentifier(value['Mac']));
  return [];
}

/** Tasmota's own default user is `DVES_USER`: that says a person never gave it one. */
function readLogin(_: TasmotaDevice, value: unknown): readonly Fact[] {
  if (!isObject(value)) return [];
  const [username, clientId] = [shortIn(value['MqttUser']), shortIn(value['MqttClient'])];
  const transport = transportOfPort(
    numberIn(value['MqttPort']) ?? 0,
    `It says that it connects to port ${String(value['MqttPort'])}.`,
  );
  return [
    ...(username === null && clientId === null
      ? []
      : [{ type: 'broker-login', username, clientId, handOver: 'command' } as const]),
    ...(transport === null ? [] : [{ type: 'transport', transport } as const]),
  ];
}

/** In RESULT `Version 9.2.0 from http://…` as it begins, then on UPGRADE `Successful. Restarting` or `Failed …`. */
function readUpgrade(value: unknown): readonly Fact[] {
  const text = textIn(value);
  if (text === null) return [];
  if (/^version\b/i.test(text)) return [{ type: 'firmware', updating: { percent: null, remainingSeconds: null } }];
  const over: Fact = { type: 'firmware', updating: null };
  if (/^successful/i.test(text))
    return [over, { type: 'update-outcome', outcome: 'succeeded', reason: null, percent: null }];
  if (!/^failed/i.test(text)) return [];
  const reason = text.replace(/^failed[\s:]*/i, '').slice(0, 160) || null;
  return [over, { type: 'update-outcome', outcome: 'failed', reason, percent: null }];
}

function readDeepSleep(device: TasmotaDevice, value: unknown): readonly Fact[] {
  const seconds = numberIn(value);
  if (seconds !== null) device.will.sleeps = seconds > 0;
  return [];
}

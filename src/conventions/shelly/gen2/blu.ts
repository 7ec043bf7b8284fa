import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Capability, Fact, Identifier, Observation, VoiceKey } from '@/core/observation';

import { observe } from '../../decoded';
import { isObject, numberIn, type JsonObject } from '../../json';
import { openLastWill, type LastWill } from '../../last-will';
import { gain, learn, type Learner } from '../../learning';
import { dbmIn, percentIn, shortIn } from '../../loose';
import { macIdentifier } from '../../mac';
import { keep, stateFact, type OpenState } from '../../open-state';
import { tell } from '../../tell';
import { pressText } from '../presses';
import { meaningOf, type Meaning } from './bthome';

type When = Pick<Message, 'at' | 'retained'>;

/** A Bluetooth sensor that a Shelly hears: it has an address of its own, and no last will. */
type BluDevice = Learner & {
  readonly voice: VoiceKey;
  readonly mac: Identifier;
  name: string | null;
  readonly senses: Set<Capability>;
  hasBattery: boolean;
  presses: boolean;
  /** a radiator valve, which its gateway speaks to as well */
  isValve: boolean;
  /** what each of its sensors said last, by `bthomesensor:200`, for it may have two of one sort */
  readonly values: Map<string, { readonly of: string; readonly on: boolean }>;
  readonly will: LastWill;
};
type Sensor = { readonly device: BluDevice; readonly meaning: Meaning };

/**
 * The Bluetooth sensors behind a Shelly (shelly-api-docs gen2, "BTHome", "BTHomeDevice", "BTHomeSensor"), and its radiator
 * valves ("BluTrv"). Their statuses say
 * neither whose they are nor what they measure: that stands in their configuration, for which the Shelly is asked.
 */
export type Blu = {
  /** where to begin to ask for what is not known yet; null: nothing is to be asked, or it was */
  takeQuestion(): number | null;
  readStatuses(statuses: JsonObject, when: When): readonly Observation[];
  readEvents(events: readonly JsonObject[], when: When): readonly Observation[];
  /** the answer of `Shelly.GetComponents`, a part of the list */
  readList(list: JsonObject, when: When): readonly Observation[];
};

const form = /^(?:bthome(?:device|sensor)|blutrv):\d{1,5}$/;
const mostParts = 256;
const earliest = Date.UTC(2015, 0);

export function openBlu(gateway: VoiceKey): Blu {
  const byMac = new Map<Identifier, BluDevice>();
  /** `bthomedevice:200` → whose it is */
  const devices = new Map<string, BluDevice>();
  /** `bthomesensor:200` → what it measures, and of whom; null: nothing that is read */
  const sensors = new Map<string, Sensor | null>();
  const met = new Set<string>();
  /** who, and which of their parts, stands in the list that is being read */
  let listed = new Set<BluDevice>();
  let listedParts = new Set<string>();
  /** how far it was read without a gap: another page may be asking as well */
  let reach = 0;
  let question: number | null = null;
  /** the part of the list that was asked for last; another page hears its own answers here, and asks for what follows itself */
  let awaited: number | null = null;

  function readStatuses(statuses: JsonObject, when: When): readonly Observation[] {
    const parts = Object.entries(statuses).filter(([part]) => form.test(part));
    if (parts.length === 0) return [];
    const facts = new Map<BluDevice, Fact[]>();
    const states = new Map<BluDevice, OpenState>();
    for (const [part, status] of parts) {
      if (!isObject(status)) continue;
      const sensor = sensors.get(part);
      const device = devices.get(part) ?? sensor?.device;
      if (device === undefined) {
        meet(part);
        continue;
      }
      const own = facts.get(device) ?? [];
      facts.set(device, own);
      own.push(...(when.retained ? [] : heardAt(status, when)));
      if (part.startsWith('blutrv')) readValve(status, stateOf(states, device));
      if (!sensor) own.push(...readDevice(device, status));
      else own.push(...readSensor(sensor, part, status['value'], stateOf(states, device)));
    }
    return [...facts].flatMap(([device, own]) => say(device, when, [...own, ...stateFact(states.get(device) ?? {})]));
  }

  /** Somebody of whom only this is known: the list is asked for once more. */
  function meet(part: string): void {
    if (sensors.has(part) || met.has(part) || met.size >= mostParts) return;
    met.add(part);
    question ??= 0;
  }

  function readEvents(events: readonly JsonObject[], when: When): readonly Observation[] {
    if (when.retained) return [];
    if (events.some(isOfList)) question = 0;
    return events.flatMap((event) => {
      const device = devices.get(shortIn(event['component']) ?? '');
      const name = shortIn(event['event']);
      const button = (numberIn(event['idx']) ?? 0) + 1;
      const text = device === undefined ? null : pressText(button, name);
      if (device === undefined || text === null) return [];
      learn(device, 'presses', true);
      const pressed: Fact = { type: 'event', event: `button_${button}_${name}`, text };
      return say(device, when, [{ type: 'heard', at: when.at }, pressed]);
    });
  }

  function readList({ components, offset, total }: JsonObject, when: When): readonly Observation[] {
    const parts = Array.isArray(components) ? components.slice(0, mostParts).filter(isObject) : [];
    const told = parts.flatMap((part) => {
      const key = shortIn(part['key']);
      const config = part['config'];
      return key !== null && form.test(key) && isObject(config) ? [{ key, config, status: part['status'] }] : [];
    });
    const from = numberIn(offset) ?? 0;
    if (from === 0) [listed, listedParts] = [new Set(), new Set()];
    for (const { key, config } of told) if (!key.startsWith('bthomesensor')) learnDevice(key, config);
    for (const { key, config } of told) if (key.startsWith('bthomesensor')) learnSensor(key, config);
    const next = from + parts.length;
    const isLast = next >= (numberIn(total) ?? 0);
    // a part that comes twice leaves no gap
    reach = from === 0 ? next : from <= reach ? Math.max(reach, next) : Number.NaN;
    if (from === awaited) {
      awaited = null;
      if (!isLast && parts.length > 0 && next < mostParts) question = next;
    }
    const statuses = Object.fromEntries(told.map(({ key, status }) => [key, status]));
    const said = [...readStatuses(statuses, when), ...[...byMac.values()].flatMap((device) => say(device, when, []))];
    return isLast && reach === next ? [...said, ...forgetUnlisted(when)] : said;
  }

  function forgetUnlisted(when: When): readonly Observation[] {
    const gone = [...byMac.values()].filter((device) => !listed.has(device));
    for (const { mac } of gone) byMac.delete(mac);
    for (const part of [...devices.keys(), ...sensors.keys()]) if (!listedParts.has(part)) forgetPart(part);
    return gone.flatMap(({ voice }) => observe('shelly', voice, when, [{ type: 'removed' }]));
  }

  /** A contact that was taken off its window keeps that open no longer. */
  function forgetPart(part: string): void {
    sensors.get(part)?.device.values.delete(part);
    sensors.delete(part);
    devices.delete(part);
    met.delete(part);
  }

  function learnDevice(key: string, config: JsonObject): void {
    const device = deviceAt(macIdentifier(config['addr']));
    if (device === null || isTooMany(devices, key)) return;
    listed.add(device);
    listedParts.add(key);
    devices.set(key, device);
    if (key.startsWith('blutrv')) learn(device, 'isValve', true);
    learn(device, 'name', shortIn(config['name']));
  }

  function learnSensor(key: string, config: JsonObject): void {
    if (isTooMany(sensors, key)) return;
    const device = deviceAt(macIdentifier(config['addr']));
    const meaning = meaningOf(numberIn(config['obj_id']));
    const before = sensors.get(key);
    // who was told to be another says no more what it said
    if (before?.device !== device || before?.meaning !== meaning) before?.device.values.delete(key);
    sensors.set(key, device === null || meaning === null ? null : { device, meaning });
    listedParts.add(key);
    if (device !== null) listed.add(device);
    if (device === null || meaning === null) return;
    if (meaning.capability === 'battery') learn(device, 'hasBattery', true);
    else if (meaning.capability !== null) gain(device, device.senses, meaning.capability);
  }

  function deviceAt(mac: Identifier | null): BluDevice | null {
    if (mac === null) return null;
    const known = byMac.get(mac);
    if (known !== undefined || byMac.size >= mostParts) return known ?? null;
    const device: BluDevice = {
      isNews: true,
      voice: `${gateway}/${mac}`,
      mac,
      name: null,
      senses: new Set(),
      hasBattery: false,
      presses: false,
      isValve: false,
      values: new Map(),
      will: openLastWill(),
    };
    byMac.set(mac, device);
    return device;
  }

  function say(device: BluDevice, when: When, facts: readonly Fact[]): readonly Observation[] {
    return tell('shelly', device, identityOf, when, facts);
  }

  function identityOf({ mac, name, senses, hasBattery, presses, isValve }: BluDevice): Fact {
    const capabilities: Capability[] = [...senses];
    if (hasBattery) capabilities.push('battery');
    if (presses) capabilities.push('button');
    return {
      type: 'identity',
      identifiers: [mac],
      name: (name ?? mac.slice('mac:'.length)).slice(0, limits.textLength),
      nameIsDerived: name === null,
      room: null,
      vendor: isValve ? 'Shelly' : null,
      model: null,
      kind: isValve ? 'climate' : senses.size > 0 ? 'sensor' : 'other',
      capabilities,
      power: hasBattery ? 'battery' : null,
      via: gateway,
      disabled: false,
    };
  }

  return {
    takeQuestion() {
      const asked = question;
      question = null;
      if (asked !== null) awaited = asked;
      return asked;
    },
    readStatuses,
    readEvents,
    readList,
  };
}

/** A Shelly keeps far fewer: whoever tells of more fills no memory. */
function isTooMany(parts: ReadonlyMap<string, unknown>, part: string): boolean {
  return parts.size >= mostParts && !parts.has(part);
}

/** `component_added`, `component_removed` and the like tell which part has changed (gen2, Sys, "Events"). */
function isOfList({ target, event }: JsonObject): boolean {
  return (shortIn(event)?.startsWith('component_') ?? false) && form.test(shortIn(target) ?? '');
}

function stateOf(states: Map<BluDevice, OpenState>, device: BluDevice): OpenState {
  const state = states.get(device) ?? {};
  states.set(device, state);
  return state;
}

/** When it was heard, in seconds by the Shelly's clock; one that is not set says nothing. */
function heardAt({ last_updated_ts: seconds }: JsonObject, { at }: When): readonly Fact[] {
  const time = (numberIn(seconds) ?? 0) * 1_000;
  return [{ type: 'heard', at: time >= earliest ? Math.min(time, at) : at }];
}

function readDevice(device: BluDevice, status: JsonObject): readonly Fact[] {
  const facts: Fact[] = [];
  const rssiDbm = dbmIn(status['rssi']);
  if (rssiDbm !== null) facts.push({ type: 'signal', rssiDbm });
  const percent = percentIn(status['battery']);
  if (percent === null) return facts;
  learn(device, 'hasBattery', true);
  return [...facts, { type: 'battery', percent }];
}

/** `pos` is how far it is open, in percent; −1: nobody has calibrated it. */
function readValve({ current_C: now, target_C: target, pos }: JsonObject, state: OpenState): void {
  keep(state, 'temperatureC', numberIn(now));
  keep(state, 'targetTemperatureC', numberIn(target));
  const position = numberIn(pos);
  if (position !== null && position >= 0) keep(state, 'thermostatAction', position > 0 ? 'heating' : 'idle');
}

/** Of two sensors of one sort the worse is told: a window with two contacts is open where one of them is. */
function readSensor({ device, meaning }: Sensor, part: string, value: unknown, state: OpenState): readonly Fact[] {
  if (meaning.kind === 'battery-low') return typeof value === 'boolean' ? [{ type: 'battery', low: value }] : [];
  if (meaning.kind === 'battery') {
    const percent = percentIn(value);
    return percent === null ? [] : [{ type: 'battery', percent }];
  }
  if (meaning.kind === 'number') {
    // a valve broadcasts what it is set to and what it feels alike; it tells both apart itself
    if (device.isValve && meaning.key === 'temperatureC') return [];
    keep(state, meaning.key, numberIn(value));
    return [];
  }
  if (meaning.kind !== 'flag' || typeof value !== 'boolean') return [];
  device.values.set(part, { of: meaning.key, on: value });
  const isAny = [...device.values.values()].some(({ of, on }) => on && of === meaning.key);
  Object.assign(state, meaning.say(isAny));
  return [];
}

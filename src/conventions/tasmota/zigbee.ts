import type { Capability, Fact, Identifier, Observation, VoiceKey } from '@/core/observation';

import { observe } from '../decoded';
import { isObject, numberIn, textIn, type JsonObject } from '../json';
import { openLastWill, type LastWill } from '../last-will';
import { gain, learn, type Learner } from '../learning';
import { flagIn, percentIn, shortIn } from '../loose';
import { keep, stateFact, type OpenState } from '../open-state';
import { tell } from '../tell';

/** A Zigbee device that a Tasmota hears (docs/Zigbee). It has no last will: it is there as long as its hub hears it. */
export type ZigbeeDevice = Learner & {
  readonly voice: VoiceKey;
  readonly hub: VoiceKey;
  /** by which it is known until its own address is told; it gets another when it joins anew */
  readonly short: string;
  ieee: Identifier | null;
  name: string | null;
  vendor: string | null;
  model: string | null;
  readonly senses: Set<Capability>;
  hasBattery: boolean;
  readonly will: LastWill;
};

/** A Tasmota with a Zigbee radio, as far as those behind it need it. */
type Hub = {
  readonly voice: VoiceKey;
  /** by their short addresses */
  readonly behind: Map<string, ZigbeeDevice>;
  /** who did not tell an address of its own yet */
  readonly nameless: Set<string>;
};
type When = { readonly at: number; readonly retained: boolean };

const mostBehind = 256;

/**
 * What stands under `ZbReceived`, where a device has spoken, and under `ZbInfo`, which the hub says of it when asked: by its name
 * or its short address, which stands beside too.
 */
export function readBehind(hub: Hub, payload: JsonObject, when: When): readonly Observation[] {
  return [
    ...entriesIn(payload['ZbReceived']).flatMap((entry) =>
      readEntry(hub, entry, when, [{ type: 'heard', at: when.at }]),
    ),
    ...entriesIn(payload['ZbInfo']).flatMap((entry) => readEntry(hub, entry, when, heardBefore(entry, when))),
  ];
}

/** Whoever is behind a hub that is gone is gone as well. */
export function forgetBehind({ behind }: Hub, when: When): readonly Observation[] {
  return [...behind.values()].flatMap(({ voice }) => observe('tasmota', voice, when, [{ type: 'removed' }]));
}

function entriesIn(value: unknown): readonly JsonObject[] {
  return isObject(value) ? Object.values(value).slice(0, mostBehind).filter(isObject) : [];
}

/** The hub tells how many seconds ago a device spoke. */
function heardBefore(entry: JsonObject, { at }: When): readonly Fact[] {
  const seconds = numberIn(entry['LastSeen']);
  return seconds === null || seconds < 0 || seconds > yearSeconds ? [] : [{ type: 'heard', at: at - seconds * 1_000 }];
}

const yearSeconds = 366 * 86_400;

function readEntry(hub: Hub, entry: JsonObject, when: When, heard: readonly Fact[]): readonly Observation[] {
  const short = textIn(entry['Device'])?.toLowerCase() ?? '';
  // 0x0000 is the hub's own radio
  if (!/^0x[\da-f]{4}$/.test(short) || short === '0x0000') return [];
  const ieee = ieeeIn(entry['IEEEAddr']);
  const known = hub.behind.get(short);
  const isAnother = known !== undefined && known.ieee !== null && ieee !== null && known.ieee !== ieee;
  const gone = isAnother ? observe('tasmota', known.voice, when, [{ type: 'removed' }]) : [];
  const device = isAnother || known === undefined ? open(hub, short) : known;
  if (device === null) return gone;
  learn(device, 'ieee', ieee);
  if (device.ieee !== null) hub.nameless.delete(short);
  learn(device, 'name', shortIn(entry['Name']));
  learn(device, 'vendor', shortIn(entry['Manufacturer']));
  learn(device, 'model', shortIn(entry['ModelId']));
  const facts = factsIn(device, entry);
  return [...gone, ...tell('tasmota', device, identityOf, when, when.retained ? facts : [...heard, ...facts])];
}

function open({ voice: hub, behind, nameless }: Hub, short: string): ZigbeeDevice | null {
  if (behind.size >= mostBehind && !behind.has(short)) return null;
  const device: ZigbeeDevice = {
    isNews: true,
    voice: `${hub}/${short}`,
    hub,
    short,
    ieee: null,
    name: null,
    vendor: null,
    model: null,
    senses: new Set(),
    hasBattery: false,
    will: openLastWill(),
  };
  behind.set(short, device);
  nameless.add(short);
  return device;
}

function ieeeIn(value: unknown): Identifier | null {
  const address = textIn(value)?.toLowerCase() ?? '';
  return /^0x[\da-f]{16}$/.test(address) && !/^0x(.)\1*$/.test(address) ? `ieee:${address}` : null;
}

function identityOf({ hub, voice, short, ieee, name, vendor, model, senses, hasBattery }: ZigbeeDevice): Fact {
  return {
    type: 'identity',
    identifiers: [ieee ?? `tasmota-zigbee:${voice.slice('tasmota:'.length).toLowerCase()}`],
    name: name ?? model ?? short,
    nameIsDerived: name === null,
    room: null,
    vendor,
    model,
    modelId: model,
    kind: senses.size > 0 ? 'sensor' : 'other',
    capabilities: hasBattery ? [...senses, 'battery'] : [...senses],
    power: hasBattery ? 'battery' : null,
    via: hub,
    disabled: false,
  };
}

type FlagKey = 'motion' | 'vibration' | 'smoke' | 'carbonMonoxide' | 'leak' | 'glassBreak';
/** What sensors say by Tasmota's names, 0 or 1. */
const flags: readonly (readonly [attribute: string, key: FlagKey, capability: Capability])[] = [
  ['Occupancy', 'motion', 'motion'],
  ['Movement', 'vibration', 'vibration'],
  ['Fire', 'smoke', 'smoke'],
  ['CO', 'carbonMonoxide', 'carbon-monoxide'],
  ['Water', 'leak', 'leak'],
  ['GlassBreak', 'glassBreak', 'glass-break'],
];

/** Bits of `ZoneStatus` (ZCL 8.2.2.2.1.3): what the sensor is for has happened, or a door is open; it was opened; its battery is low. */
const zone = { alarm: 1, tamper: 4, batteryLow: 8 } as const;

function factsIn(device: ZigbeeDevice, entry: JsonObject): readonly Fact[] {
  const facts: Fact[] = [];
  const state: OpenState = {};
  const sense = (capability: Capability) => gain(device, device.senses, capability);
  for (const [attribute, key, capability] of flags) {
    const flag = flagIn(entry[attribute]);
    if (flag === null) continue;
    sense(capability);
    keep(state, key, flag);
  }
  const status = numberIn(entry['ZoneStatus']);
  if (status !== null) {
    // which of its two values is an open door is sure of the status alone
    if ('Contact' in entry) {
      sense('contact');
      keep(state, 'contact', (status & zone.alarm) === 0 ? 'closed' : 'open');
    }
    const isOpened = (status & zone.tamper) !== 0;
    if (isOpened) sense('tamper');
    if (device.senses.has('tamper')) keep(state, 'tamper', isOpened);
  }
  const [celsius, humidity] = [numberIn(entry['Temperature']), percentIn(entry['Humidity'])];
  if (celsius !== null) sense('temperature');
  if (humidity !== null) sense('humidity');
  keep(state, 'temperatureC', celsius);
  keep(state, 'humidityPercent', humidity);
  const lqi = numberIn(entry['LinkQuality']);
  if (lqi !== null && lqi >= 0 && lqi <= 255) facts.push({ type: 'signal', lqi });
  const percent = percentIn(entry['BatteryPercentage']);
  const low = status === null ? null : (status & zone.batteryLow) !== 0;
  if (percent !== null || low === true) learn(device, 'hasBattery', true);
  if (percent !== null) facts.push({ type: 'battery', percent });
  // who runs from the mains has that bit too
  if (device.hasBattery && low !== null) facts.push({ type: 'battery', low });
  return [...facts, ...stateFact(state)];
}

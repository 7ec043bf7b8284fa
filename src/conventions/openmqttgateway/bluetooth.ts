import type { Capability, Fact, Identifier, VoiceKey } from '@/core/observation';

import { numberIn, textIn, type JsonObject } from '../json';
import { openLastWill, type LastWill } from '../last-will';
import { gain, learn, type Learner } from '../learning';
import { dbmIn, flagIn, percentIn, shortIn } from '../loose';
import { macIdentifier } from '../mac';
import { keep, stateFact, type OpenState } from '../open-state';
import type { Gateway } from './gateway';

/** A Bluetooth sensor, whichever gateway hears it. It has no last will of its own. */
export type Sensor = Learner & {
  readonly voice: VoiceKey;
  readonly mac: Identifier;
  name: string | null;
  vendor: string | null;
  model: string | null;
  readonly senses: Set<Capability>;
  hasBattery: boolean;
  via: Gateway;
  readonly will: LastWill;
};

export function openSensor(mac: Identifier, via: Gateway): Sensor {
  return {
    isNews: true,
    voice: `openmqttgateway:${mac}`,
    mac,
    name: null,
    vendor: null,
    model: null,
    senses: new Set(),
    hasBattery: false,
    via,
    will: openLastWill(),
  };
}

/**
 * The address in a message, where it is of a sensor that the Theengs decoder knows (decoder.theengs.io): everything else
 * that passes by with Bluetooth on, phones above all, whose addresses change, is no device of the house.
 */
export function addressIn(payload: JsonObject, topicAddress: string): Identifier | null {
  const isDecoded = textIn(payload['model_id']) !== null || textIn(payload['model']) !== null;
  if (!isDecoded || payload['type'] === 'RMAC') return null;
  return macIdentifier(payload['mac']) ?? macIdentifier(payload['id']) ?? macIdentifier(topicAddress);
}

export function sensorIdentity({ mac, name, vendor, model, senses, hasBattery, via }: Sensor): Fact {
  return {
    type: 'identity',
    identifiers: [mac],
    name: name ?? model ?? mac.slice('mac:'.length),
    nameIsDerived: true,
    room: null,
    vendor,
    model,
    kind: senses.size > 0 ? 'sensor' : 'other',
    capabilities: hasBattery ? [...senses, 'battery'] : [...senses],
    power: hasBattery ? 'battery' : null,
    via: via.voice,
    disabled: false,
  };
}

type FlagKey = 'motion' | 'occupancy' | 'smoke' | 'leak' | 'tamper' | 'vibration';
const flags: readonly (readonly [property: string, key: FlagKey])[] = [
  ['motion', 'motion'],
  ['presence', 'occupancy'],
  ['smoke', 'smoke'],
  ['leak', 'leak'],
  ['water_leak', 'leak'],
  ['tamper', 'tamper'],
  ['vibration', 'vibration'],
];

/** What a sensor says; each message has all that its model sends at once, or a part of it. */
export function readSensor(sensor: Sensor, payload: JsonObject): readonly Fact[] {
  learn(sensor, 'name', shortIn(payload['name']));
  learn(sensor, 'vendor', shortIn(payload['brand']));
  learn(sensor, 'model', shortIn(payload['model_id']) ?? shortIn(payload['model']));
  const facts: Fact[] = [];
  const rssiDbm = dbmIn(payload['rssi']);
  if (rssiDbm !== null) facts.push({ type: 'signal', rssiDbm });
  const percent = percentIn(payload['batt']);
  if (percent !== null) {
    learn(sensor, 'hasBattery', true);
    facts.push({ type: 'battery', percent });
  }
  return [...facts, ...stateFact(readState(sensor, payload))];
}

const contacts: ReadonlyMap<unknown, boolean> = new Map([
  ['open', true],
  ['closed', false],
]);

function readState(sensor: Sensor, payload: JsonObject): OpenState {
  const state: OpenState = {};
  // most say that they are open, some say in a word how the contact is
  const open = flagIn(payload['open']) ?? contacts.get(payload['contact']) ?? null;
  if (open !== null) {
    gain(sensor, sensor.senses, 'contact');
    keep(state, 'contact', open ? 'open' : 'closed');
  }
  for (const [property, key] of flags) {
    const flag = flagIn(payload[property]);
    if (flag === null) continue;
    gain(sensor, sensor.senses, key);
    keep(state, key, flag);
  }
  const celsius = numberIn(payload['tempc']);
  const humidity = percentIn(payload['hum']);
  if (celsius !== null) gain(sensor, sensor.senses, 'temperature');
  if (humidity !== null) gain(sensor, sensor.senses, 'humidity');
  keep(state, 'temperatureC', celsius);
  keep(state, 'humidityPercent', humidity);
  keep(state, 'illuminanceLux', numberIn(payload['lux']));
  return state;
}

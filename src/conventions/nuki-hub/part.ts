import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Capability, Fact, VoiceKey } from '@/core/observation';
import type { LockState } from '@/core/state';

import { numberOf, percentIn, dbmIn, flagIn } from '../loose';
import { wordOf, lowerWordOf } from '../plain';
import { isObject, textIn } from '../json';
import { readKeypad, readResult } from './codes';
import { payloadOf } from '../payload';

/** A lock, or an opener, as far as its hub has told. */
export type Part = {
  readonly name: string;
  readonly topic: string;
  readonly voice: VoiceKey;
  readonly hub: VoiceKey;
  identifiers: readonly string[];
  givenName: string | null;
  hasCodes: boolean;
  hasDoorSensor: boolean;
  /** its door sensor said so, and nothing else since */
  isTamperedWith: boolean;
  /** `hastate` was heard: it says all that `state` says, in fewer words */
  hasPlainState: boolean;
  isAvailable: boolean | null;
  isKnown: boolean;
};

export function openPart(base: string, name: string, hub: VoiceKey): Part {
  return {
    name,
    topic: `${base}/${name}`,
    voice: `nuki-hub:${base}/${name}`,
    hub,
    identifiers: [`nuki-hub:${base}/${name}`.toLowerCase()],
    givenName: null,
    hasCodes: false,
    hasDoorSensor: false,
    isTamperedWith: false,
    hasPlainState: false,
    isAvailable: null,
    isKnown: false,
  };
}

/** An opener has other actions than locking: it can be seen, and not be told anything from here. */
export function lockIdentity(part: Part): Fact {
  const can: Capability[] = part.name === 'lock' ? ['lock', 'battery'] : ['battery'];
  if (part.hasDoorSensor) can.push('contact');
  if (part.hasCodes) can.push('keypad', 'pin-codes');
  return {
    type: 'identity',
    identifiers: part.identifiers,
    name:
      part.givenName ??
      `Nuki ${part.name} (${part.topic.slice(0, part.topic.lastIndexOf('/'))})`.slice(0, limits.textLength),
    nameIsDerived: part.givenName === null,
    room: null,
    vendor: 'Nuki',
    model: null,
    kind: 'lock',
    capabilities: can,
    power: 'battery',
    via: part.hub,
    disabled: false,
  };
}

/** What one topic below `<base>/lock/` says (technyon/nuki_hub README, "Exposed MQTT Topics"); null: nothing that is read. */
export function readLockTopic(part: Part, what: string, message: Message): readonly Fact[] | null {
  const word = wordOf(message);
  switch (what) {
    case 'hastate':
      part.hasPlainState = true;
      return lockFacts(plainStates, lowerWordOf(message));
    case 'state':
      return part.hasPlainState ? [] : lockFacts(states, lowerWordOf(message));
    case 'doorSensorState':
      return readDoor(part, word);
    case 'rssi': {
      const rssiDbm = dbmIn(numberOf(word));
      return rssiDbm === null ? [] : [{ type: 'signal', rssiDbm }];
    }
    case 'battery/level': {
      const percent = percentIn(word);
      return percent === null ? [] : [{ type: 'battery', percent }];
    }
    case 'battery/critical': {
      const low = flagIn(word);
      return low === null ? [] : [{ type: 'battery', low }];
    }
    // said of a lock without these parts as well, as false
    case 'battery/keypadCritical':
    case 'battery/doorSensorCritical': {
      const low = flagIn(word);
      const key = what === 'battery/keypadCritical' ? 'keypadBatteryLow' : 'doorSensorBatteryLow';
      return low === null ? [] : [{ type: 'state', state: { [key]: low } }];
    }
    case 'info/firmwareVersion':
      return word === null ? [] : [{ type: 'firmware', installed: word }];
    case 'configuration/basicJson':
      return readConfiguration(part, message);
    case 'rollingLog':
      return readLogEntry(message);
    case 'keypad/json':
      part.hasCodes = true;
      return [readKeypad(message)];
    case 'keypad/commandResultJson':
      return readResult(message);
    case 'action':
    case 'commandResult':
      return readRefusal(message);
    default:
      return null;
  }
}

/**
 * What somebody did at the keypad: the hub asks the lock's log for it, and publishes each new entry once (README, "rollingLog").
 * `codeId` is the place of a code, never the code; the entry names its owner besides, who is not repeated.
 */
function readLogEntry(message: Message): readonly Fact[] {
  const { json } = payloadOf(message);
  if (message.retained || !isObject(json) || json['type'] !== 'KeypadAction') return [];
  const { completionStatus: end, codeId, trigger } = json;
  if (end === 'invalidCode' && trigger !== 'fingerprint')
    return [{ type: 'event', event: 'keypad', text: 'A wrong code was entered at the keypad', meaning: 'wrong-code' }];
  if (end !== 'success' || trigger !== 'code') return [];
  const user =
    typeof codeId === 'number' && Number.isInteger(codeId) && codeId > 0 ? ` with the code of user ${codeId}` : '';
  return [{ type: 'event', event: 'keypad', text: `Used at the keypad${user}`, meaning: 'right-code' }];
}

/**
 * `action` is where the hub is told what to do, and where it says what becomes of that; `commandResult` is the lock's word to it.
 * Only a no is told: a yes is seen in the bolt.
 */
function readRefusal(message: Message): readonly Fact[] | null {
  const reason = refusals.get(lowerWordOf(message) ?? '');
  if (reason === undefined) return null;
  if (message.retained) return [];
  return [{ type: 'event', event: 'refused', text: `Did not do what it was asked: ${reason}` }];
}

const refusals: ReadonlyMap<string, string> = new Map([
  ['denied', 'its hub is set to refuse that, on its web page under “Access Control”'],
  ['unknown_action', 'its hub does not know that'],
  ['failed', 'it failed'],
  ['error', 'it failed'],
  ['timeout', 'it did not answer the hub in time'],
  ['notpaired', 'the hub is not paired with it'],
]);

const plainStates: ReadonlyMap<string, LockState> = new Map([
  ['locked', 'locked'],
  ['locking', 'locking'],
  ['unlocked', 'unlocked'],
  ['unlocking', 'unlocking'],
  ['open', 'open'],
  ['opening', 'opening'],
  ['jammed', 'jammed'],
]);
const states: ReadonlyMap<string, LockState> = new Map([
  ['locked', 'locked'],
  ['locking', 'locking'],
  ['unlocked', 'unlocked'],
  ['unlocking', 'unlocking'],
  ['unlockedlnga', 'unlocked'],
  ['unlatched', 'open'],
  ['unlatching', 'opening'],
  ['motorblocked', 'jammed'],
]);

function lockFacts(words: ReadonlyMap<string, LockState>, word: string | null): readonly Fact[] {
  const lock = words.get(word ?? '');
  if (lock !== undefined) return [{ type: 'state', state: { lock } }];
  return unknownBolt.has(word ?? '') ? [{ type: 'untold', key: 'lock' }] : [];
}

const unknownBolt: ReadonlySet<string> = new Set(['undefined', 'unknown', 'uncalibrated', 'calibration', 'bootrun']);

/** `tampered`: somebody has taken the sensor off, or its magnet; the next word of the door says that it is mended. */
function readDoor(part: Part, word: string | null): readonly Fact[] {
  if (word === 'tampered') {
    part.isTamperedWith = true;
    return [noContact, { type: 'state', state: { tamper: true } }];
  }
  if (word !== 'doorOpened' && word !== 'doorClosed') return unknownDoor.has(word ?? '') ? [noContact] : [];
  const contact = word === 'doorOpened' ? 'open' : 'closed';
  const isOver = part.isTamperedWith;
  part.isTamperedWith = false;
  part.hasDoorSensor = true;
  return [{ type: 'state', state: isOver ? { contact, tamper: false } : { contact } }];
}

const noContact: Fact = { type: 'untold', key: 'contact' };

/** as its library names them (nuki_ble, `DoorSensorState`) */
const unknownDoor: ReadonlySet<string> = new Set([
  'unavailable',
  'deactivated',
  'doorStateUnknown',
  'calibrating',
  'uncalibrated',
  'unknown',
  'undefined',
]);

/** The lock's own settings; among them its number, which its maker's MQTT and discovery know it by, and its name. */
function readConfiguration(part: Part, message: Message): readonly Fact[] {
  const { json } = payloadOf(message);
  if (!isObject(json)) return [];
  const number = textIn(json['nukiID']) ?? textIn(json['nukiId']);
  if (number !== null && /^[0-9a-f]{1,8}$/i.test(number)) {
    const id = number.toLowerCase();
    part.identifiers = [...new Set([...part.identifiers, `nuki:${id}`, `ha:nuki_${id}`])];
  }
  part.givenName = textIn(json['name'])?.slice(0, limits.textLength) ?? part.givenName;
  return [];
}

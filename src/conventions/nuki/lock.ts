import { limits } from '@/core/limits';
import type { WayIn } from '@/core/log-ins/way-in';
import type { Message } from '@/core/message';
import type { Capability, Fact, VoiceKey } from '@/core/observation';
import type { LockState } from '@/core/state';
import { commandTopics } from '../command-topics';
import { percentIn, flagIn } from '../loose';
import { wordOf } from '../plain';

/** One lock that speaks MQTT itself. */
export type NukiLock = {
  readonly topic: string;
  readonly voice: VoiceKey;
  readonly number: string;
  givenName: string | null;
  hasDoorSensor: boolean;
  /** its door sensor said so, and nothing else since */
  isTamperedWith: boolean;
};

export function nukiIdentity({ number, givenName, hasDoorSensor }: NukiLock): Fact {
  const id = number.toLowerCase();
  const capabilities: Capability[] = hasDoorSensor ? ['lock', 'battery', 'contact'] : ['lock', 'battery'];
  return {
    type: 'identity',
    // discovery writes the number in brackets
    identifiers: [`nuki:${id}`, `ha:[${id}]`],
    name: givenName ?? `Nuki ${number}`,
    nameIsDerived: givenName === null,
    room: null,
    vendor: 'Nuki',
    model: null,
    kind: 'lock',
    capabilities,
    power: 'battery',
    via: null,
    disabled: false,
  };
}

/**
 * What one topic of the lock says (Nuki MQTT API, "Topics"); null: nothing that is read. Its keypad and its door sensor
 * have batteries of their own, of which only the lock speaks.
 */
export function readNukiTopic(lock: NukiLock, what: string, message: Message): readonly Fact[] | null {
  const word = wordOf(message);
  switch (what) {
    case 'state': {
      const state = states.get(word ?? '');
      if (state !== undefined) return [{ type: 'state', state: { lock: state } }];
      return unknownBolt.has(word ?? '') ? [{ type: 'untold', key: 'lock' }] : [];
    }
    case 'batteryCritical': {
      const low = flagIn(word);
      return low === null ? [] : [{ type: 'battery', low }];
    }
    case 'keypadBatteryCritical':
    case 'doorsensorBatteryCritical': {
      const low = flagIn(word);
      const key = what === 'keypadBatteryCritical' ? 'keypadBatteryLow' : 'doorSensorBatteryLow';
      return low === null ? [] : [{ type: 'state', state: { [key]: low } }];
    }
    case 'batteryChargeState': {
      const percent = percentIn(word);
      return percent === null ? [] : [{ type: 'battery', percent }];
    }
    case 'doorsensorState':
      return readDoorSensor(lock, word ?? '');
    case 'name':
      lock.givenName = word?.slice(0, limits.textLength) ?? null;
      return [nukiIdentity(lock)];
    case 'firmware':
      return word === null ? [] : [{ type: 'firmware', installed: word }];
    case 'lockActionEvent':
      return message.retained || word === null ? [] : readAction(word.split(','));
    default:
      return null;
  }
}

/** 240: somebody has taken the sensor off, or its magnet; what is left says nothing of the door (Nuki HTTP API, "Doorsensor States"). */
function readDoorSensor(lock: NukiLock, word: string): readonly Fact[] {
  if (word !== '2' && word !== '3' && word !== tampered) return unknownDoor.has(word) ? [noContact] : [];
  const isNew = !lock.hasDoorSensor;
  lock.hasDoorSensor = true;
  const who: readonly Fact[] = isNew ? [nukiIdentity(lock)] : [];
  if (word === tampered) {
    lock.isTamperedWith = true;
    return [...who, noContact, { type: 'state', state: { tamper: true } }];
  }
  const contact = word === '3' ? 'open' : 'closed';
  const isOver = lock.isTamperedWith;
  lock.isTamperedWith = false;
  return [...who, { type: 'state', state: isOver ? { contact, tamper: false } : { contact } }];
}

/** By the number of an action, or by the name of one of two (Nuki MQTT API, "Topics"). */
export function waysIntoNuki({ topic }: NukiLock): readonly WayIn[] {
  return commandTopics(['lockAction', 'lock', 'unlock'].map((what) => `${topic}/${what}`));
}

const noContact: Fact = { type: 'untold', key: 'contact' };
const tampered = '240';
/** switched off, unknown, being calibrated, not calibrated, undefined */
const unknownDoor: ReadonlySet<string> = new Set(['1', '4', '5', '16', '255']);
/** not calibrated, just started, undefined (Nuki HTTP API, "Lock States") */
const unknownBolt: ReadonlySet<string> = new Set(['0', '253', '255']);

const states: ReadonlyMap<string, LockState> = new Map([
  ['1', 'locked'],
  ['2', 'unlocking'],
  ['3', 'unlocked'],
  ['4', 'locking'],
  ['5', 'open'],
  ['6', 'unlocked'],
  ['7', 'opening'],
  ['254', 'jammed'],
]);

const actions: ReadonlyMap<string, string> = new Map([
  ['1', 'Told to unlock'],
  ['2', 'Told to lock'],
  ['3', 'Told to open the door'],
  ['4', 'Told to lock when the door has closed'],
  ['5', 'Told to open the door and to lock it after'],
  ['6', 'Told to lock twice'],
]);
const triggers: ReadonlyMap<string, string> = new Map([
  ['1', 'by hand'],
  ['2', 'at its button'],
  ['3', 'by itself'],
  ['6', 'by itself, for the door had closed'],
  ['171', 'over HomeKit'],
  ['172', 'over MQTT'],
  ['255', 'at the keypad'],
]);

/** `action,trigger,authorisation,code,auto-unlock`: the code is its number in the list, never the code. */
function readAction([action = '', trigger = '', , code = '0']: readonly string[]): readonly Fact[] {
  const text = actions.get(action);
  if (text === undefined) return [];
  const user = /^[1-9]\d{0,5}$/.test(code) ? `with the code of user ${code}` : undefined;
  const words = [text, triggers.get(trigger), user].filter((part) => part !== undefined);
  return [{ type: 'event', event: `action-${action}`, text: words.join(' ') }];
}

import type { EventMeaning } from '@/core/observation';

import type { JsonObject } from '../json';
import { numberIn, textIn } from '../json';

const sources: Readonly<Record<string, string>> = {
  keypad: 'at the keypad',
  manual: 'by hand',
  rf: 'by command',
  rfid: 'with a tag',
  fingerprint: 'by fingerprint',
  bluetooth: 'over Bluetooth',
  self: 'by itself',
  schedule: 'by schedule',
};

/**
 * What locks do by the names of Zigbee2MQTT (zigbee-herdsman-converters: `lock_operation_event`, `lock_programming_event`), those of
 * Aqara by its own (`lockStatusLookup`, models ZNMS11LM to ZNMS13LM), and what keypads of alarms do.
 */
const words: Readonly<Record<string, string>> = {
  lock: 'Locked',
  unlock: 'Unlocked',
  auto_lock: 'Locked by itself',
  manual_lock: 'Locked by hand',
  manual_unlock: 'Unlocked by hand',
  key_lock: 'Locked with the key',
  key_unlock: 'Unlocked with the key',
  one_touch_lock: 'Locked at the touch of a button',
  lock_failure_invalid_pin_or_id: 'A wrong code was entered to lock',
  unlock_failure_invalid_pin_or_id: 'A wrong code was entered to unlock',
  lock_failure_invalid_schedule: 'A code was entered outside its hours to lock',
  unlock_failure_invalid_schedule: 'A code was entered outside its hours to unlock',
  non_access_user_operational_event: 'A user without access tried',
  invalid_code: 'A wrong code was entered',
  password_not_match: 'A wrong code was entered',
  finger_not_match: 'A finger was tried that it does not know',
  password_open: 'Opened at the keypad',
  finger_open: 'Opened by fingerprint',
  locked: 'Locked',
  lock_opened: 'Unlocked',
  lock_opened_inside: 'Unlocked from inside',
  lock_opened_outside: 'Unlocked from outside',
  reverse_lock: 'Locked from inside against everybody',
  reverse_lock_cancel: 'No longer locked from inside against everybody',
  password_add: 'A code was added',
  password_delete: 'A code was deleted',
  finger_add: 'A finger was added',
  finger_delete: 'A finger was deleted',
  ring_bell: 'Somebody rang',
  master_code_changed: 'The code of the owner was changed',
  rfid_code_added: 'A tag was added',
  rfid_code_deleted: 'A tag was deleted',
  pin_code_added: 'A code was added',
  pin_code_changed: 'A code was changed',
  pin_code_deleted: 'A code was deleted',
  arm_all_zones: 'Everything was armed',
  arm_day_zones: 'The house was armed for the day',
  arm_night_zones: 'The house was armed for the night',
  disarm: 'The alarm was disarmed',
  emergency: 'The emergency button was pressed',
  panic: 'The panic button was pressed',
};

/**
 * What an action means for the house. A finger that is not known is mostly a wet one, and no wrong code. A code outside of its hours is a good code, so it is no wrong one. A disarming is no
 * right code either: a keypad only passes on what was typed, and the alarm behind it decides.
 */
const meanings: Readonly<Record<string, EventMeaning>> = {
  lock_failure_invalid_pin_or_id: 'wrong-code',
  unlock_failure_invalid_pin_or_id: 'wrong-code',
  invalid_code: 'wrong-code',
  password_not_match: 'wrong-code',
  password_open: 'right-code',
  finger_open: 'right-code',
  password_add: 'code-added',
  finger_add: 'code-added',
  rfid_code_added: 'code-added',
  password_delete: 'code-removed',
  finger_delete: 'code-removed',
  rfid_code_deleted: 'code-removed',
  master_code_changed: 'code-changed',
  ring_bell: 'rang',
  pin_code_added: 'code-added',
  pin_code_changed: 'code-changed',
  pin_code_deleted: 'code-removed',
  emergency: 'emergency',
  panic: 'emergency',
};

type Action = { readonly event: string; readonly text: string; readonly meaning?: EventMeaning };

/** What a device did, in plain words without any code; null: it did nothing. */
export function readAction(payload: JsonObject): Action | null {
  const event = textIn(payload['action']);
  if (event === null) return null;
  const said =
    (Object.hasOwn(words, event) ? words[event] : null) ?? `${event.replaceAll('_', ' ')} (as the device calls it)`;
  const source = wordsOfSource(textIn(payload['action_source_name']));
  const user = numberIn(payload['action_user']);
  const parts = [said, source, user === null ? null : `with the code of user ${user}`].filter((part) => part !== null);
  const meaning = meaningOf(event, payload['action_source_name']);
  return { event: event.slice(0, 64), text: parts.join(' ').slice(0, 160), ...(meaning && { meaning }) };
}

function wordsOfSource(source: string | null): string | null {
  return source !== null && Object.hasOwn(sources, source) ? (sources[source] ?? null) : null;
}

function meaningOf(event: string, source: unknown): EventMeaning | undefined {
  if ((event === 'unlock' || event === 'lock') && source === 'keypad') return 'right-code';
  return Object.hasOwn(meanings, event) ? meanings[event] : undefined;
}

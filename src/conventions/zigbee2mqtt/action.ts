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
 * What an action means for the house. A code outside of its hours is a good code, so it is no wrong one. A disarming is no
 * right code either: a keypad only passes on what was typed, and the alarm behind it decides.
 */
const meanings: Readonly<Record<string, EventMeaning>> = {
  lock_failure_invalid_pin_or_id: 'wrong-code',
  unlock_failure_invalid_pin_or_id: 'wrong-code',
  invalid_code: 'wrong-code',
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

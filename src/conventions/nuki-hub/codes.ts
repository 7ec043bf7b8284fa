import type { CodeCommand, CodeKeeping, CodesFact, ToldSlot } from '@/core/codes/lock-code';
import type { Message, Outgoing } from '@/core/message';
import type { Fact } from '@/core/observation';

import { isObject, numberIn, textIn } from '../json';
import { payloadOf } from '../payload';
import { wordOf } from '../plain';

/** Nuki Keypad: six digits from 1 to 9, not beginning with 12; a name of at most 20 bytes beside each. */
const keypad: CodeKeeping = {
  rules: { minDigits: 6, maxDigits: 6, without: '0', notAtStart: '12' },
  firstSlot: 0,
  capacity: 200,
  places: 'given',
  nameBytes: 20,
  keepsEnds: true,
};
const nameLength = 64;

/** a part of the hub, as far as it matters here */
type Keypad = { readonly topic: string; readonly name: string; readonly hasCodes: boolean };

/** `keypad/json`: every code by its number and its name, without the code. */
export function readKeypad(message: Message): CodesFact {
  const { json } = payloadOf(message);
  const entries: readonly unknown[] = Array.isArray(json) ? json : [];
  return { type: 'lock-codes', keeping: keypad, slots: entries.flatMap(readEntry), isWhole: Array.isArray(json) };
}

function readEntry(entry: unknown): readonly ToldSlot[] {
  if (!isObject(entry)) return [];
  const slot = numberIn(entry['codeId']);
  if (slot === null || !Number.isInteger(slot) || slot < 0 || slot > 65_535) return [];
  const isOn = entry['enabled'] === 1 || entry['enabled'] === true;
  return [
    {
      slot,
      use: isOn ? 'used' : 'disabled',
      name: textIn(entry['name'])?.slice(0, nameLength) ?? null,
      createdAt: momentIn(entry['dateCreated']),
      until: entry['timeLimited'] === 1 ? momentIn(entry['allowedUntil']) : null,
    },
  ];
}

/** `2025-05-01 10:00:00`, UTC as the keypad keeps it. */
function momentIn(value: unknown): number | null {
  const text = textIn(value);
  if (text === null || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const moment = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(moment) ? null : moment;
}

function momentText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** `keypad/commandResultJson`: one word; only a no is told, for a yes is seen in the list. */
export function readResult(message: Message): readonly Fact[] {
  const word = wordOf(message);
  if (message.retained || word === null || word === 'success') return [];
  return [{ type: 'event', event: 'refused', text: `Did not do what it was asked: ${reasons.get(word) ?? 'failed'}` }];
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['noValidCodeSet', 'that is no code it takes'],
  ['noNameSet', 'the name is missing'],
  ['noCodeSet', 'the code is missing'],
  ['noExistingCodeIdSet', 'it has no such code'],
  ['notPaired', 'the hub is not paired with it'],
  ['keypadControlDisabled', 'the hub is not allowed to change codes'],
  ['keypadNotAvailable', 'it has no keypad'],
  ['keypadDisabled', 'its keypad is switched off in the hub'],
  ['timeOut', 'it did not answer the hub in time'],
]);

/** `keypad/actionJson` (technyon/nuki_hub README, "Keypad control using JSON"). */
export function encodeCode({ topic, hasCodes, name }: Keypad, command: CodeCommand): readonly Outgoing[] | null {
  if (!hasCodes || name !== 'lock') return null;
  const act = (body: object): readonly Outgoing[] => [
    { topic: `${topic}/keypad/actionJson`, payload: JSON.stringify(body), qos: 1 },
  ];
  switch (command.type) {
    case 'read-code':
      return [{ topic: `${topic}/query/keypad`, payload: '1', qos: 1 }];
    case 'remove-code':
      return act({ action: 'delete', codeId: command.slot });
    case 'set-code': {
      const { slot, code, name: person, until } = command;
      const limits = until === null ? { timeLimited: 0 } : { timeLimited: 1, allowedUntil: momentText(until) };
      const body = { code, name: person, enabled: 1, ...limits };
      return act(slot === null ? { action: 'add', ...body } : { action: 'update', codeId: slot, ...body });
    }
  }
}

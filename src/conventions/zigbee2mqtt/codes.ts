import type { CodeCommand, CodeKeeping, CodesFact, SlotUse, ToldSlot } from '@/core/codes/lock-code';
import type { Outgoing } from '@/core/message';

import { isObject, numberIn, textIn, type JsonObject } from '../json';
import type { ZigbeeDevice } from './device';

const canBeSetAndAsked = 6;
const highestSlot = 1_000;

/** Zigbee locks tell neither their rules nor their places here; 0 is the master's on some (zigbee-herdsman-converters). */
const zigbeeLock: CodeKeeping = {
  rules: { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' },
  firstSlot: 1,
  capacity: null,
  places: 'chosen',
  nameBytes: null,
  keepsEnds: false,
};

/** ZCL Door Lock, Get PIN Code Response: user status. */
const uses: ReadonlyMap<string, SlotUse> = new Map([
  ['available', 'free'],
  ['enabled', 'used'],
  ['disabled', 'disabled'],
  ['not_supported', 'absent'],
]);
const happened: ReadonlyMap<string, SlotUse> = new Map([
  ['pin_code_added', 'used'],
  ['pin_code_changed', 'used'],
  ['pin_code_deleted', 'free'],
]);

/** That it keeps codes at all: said before anything is known of its places. */
export const bareCodes: CodesFact = { type: 'lock-codes', keeping: zigbeeLock, slots: [], isWhole: false };

/** What a lock's states have said of its places so far, and which of them somebody asked for here. */
export type CodeMemory = { readonly said: Map<number, string>; readonly asked: Set<number> };

export function openCodeMemory(): CodeMemory {
  return { said: new Map(), asked: new Set() };
}

export function keepsCodes({ isLock, exposes }: ZigbeeDevice): boolean {
  return (
    isLock &&
    exposes.some(({ property, access }) => property === 'pin_code' && (access & canBeSetAndAsked) === canBeSetAndAsked)
  );
}

/**
 * `users: {"3": {"status": "enabled"}}` stands in every state from the first answer on, and stays as it was when the code
 * is gone (CONVENTIONS.md 11.3): a status counts when it is another than before, or was asked for here. What the lock
 * itself reports (`action: pin_code_added`) counts at once. null: nothing new.
 */
export function readCodes(
  device: ZigbeeDevice,
  payload: JsonObject,
  memory: CodeMemory,
  { at, retained }: { readonly at: number; readonly retained: boolean },
): CodesFact | null {
  if (!keepsCodes(device)) return null;
  const slots = [...saidOf(payload['users'], memory), ...(retained ? [] : happenedIn(payload, at))];
  return slots.length === 0 ? null : { type: 'lock-codes', keeping: zigbeeLock, slots, isWhole: false };
}

function saidOf(users: unknown, { said, asked }: CodeMemory): readonly ToldSlot[] {
  if (!isObject(users)) return [];
  return Object.entries(users).flatMap(([user, told]) => {
    const slot = /^\d{1,4}$/.test(user) ? slotIn(Number(user)) : null;
    const status = isObject(told) ? textIn(told['status']) : null;
    const use = uses.get(status ?? '');
    if (slot === null || status === null || use === undefined) return [];
    if (said.get(slot) === status && !asked.has(slot)) return [];
    asked.delete(slot);
    said.set(slot, status);
    return [{ slot, use }];
  });
}

function happenedIn(payload: JsonObject, at: number): readonly ToldSlot[] {
  const use = happened.get(textIn(payload['action']) ?? '');
  const slot = slotIn(numberIn(payload['action_user']));
  return use === undefined || slot === null ? [] : [{ slot, use, changedAt: at }];
}

function slotIn(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 0 && value <= highestSlot ? value : null;
}

/** A code goes as text, or its leading zeros are lost; without one the place is emptied (converter `pincode_lock`). */
export function encodeCode(
  base: string,
  device: ZigbeeDevice,
  memory: CodeMemory,
  command: CodeCommand,
): readonly Outgoing[] | null {
  if (!keepsCodes(device) || command.slot === null) return null;
  const send = (verb: 'get' | 'set', pin: object): readonly Outgoing[] => [
    { topic: `${base}/${device.name}/${verb}`, payload: JSON.stringify({ pin_code: pin }), qos: 1 },
  ];
  const { slot: user } = command;
  switch (command.type) {
    case 'read-code':
      memory.asked.add(user);
      return send('get', { user });
    case 'set-code':
      return send('set', { user, user_type: 'unrestricted', user_enabled: true, pin_code: command.code });
    case 'remove-code':
      return send('set', { user, pin_code: null });
  }
}

import type { CodeCommand, CodeKeeping, CodesFact, SlotUse, ToldSlot } from '@/core/codes/lock-code';
import type { Outgoing } from '@/core/message';

import { isObject, numberIn, textIn, type JsonObject } from '../json';
import { topicOf } from './topics';

const nameLength = 64;
const mostPlaces = 1_000;
const uses: ReadonlySet<unknown> = new Set<SlotUse>(['free', 'used', 'disabled']);

/** `codes` of `about`: what the lock takes. null: its codes cannot be changed from here. */
export function readKeeping(value: unknown): CodeKeeping | null {
  if (!isObject(value)) return null;
  const minDigits = wholeIn(value['minDigits'], 4, 16) ?? 4;
  return {
    rules: {
      minDigits,
      maxDigits: Math.max(minDigits, wholeIn(value['maxDigits'], 4, 16) ?? 8),
      without: digitsIn(value['without']),
      notAtStart: digitsIn(value['notAtStart']),
    },
    firstSlot: 1,
    capacity: wholeIn(value['places'], 1, mostPlaces),
    places: 'chosen',
    nameBytes: wholeIn(value['nameBytes'], 1, nameLength),
    keepsEnds: value['ends'] === true,
  };
}

/** `codes` of telemetry: the places, a part at a time is fine. null: it tells none. */
export function readPlaces(value: unknown, keeping: CodeKeeping | null): CodesFact | null {
  if (keeping === null || !Array.isArray(value)) return null;
  const slots = value.slice(0, mostPlaces).flatMap(readPlace);
  return slots.length === 0 ? null : { type: 'lock-codes', keeping, slots, isWhole: false };
}

function readPlace(value: unknown): readonly ToldSlot[] {
  if (!isObject(value)) return [];
  const slot = wholeIn(value['place'], 1, mostPlaces);
  const use = value['use'];
  if (slot === null || !isUse(use)) return [];
  const free = use === 'free';
  return [
    {
      slot,
      use,
      name: free ? null : (textIn(value['name'])?.slice(0, nameLength) ?? null),
      createdAt: free ? null : numberIn(value['createdAt']),
      until: free ? null : numberIn(value['until']),
    },
  ];
}

/** What an event says of a place. */
export function readCodeEvent(event: JsonObject, keeping: CodeKeeping | null, at: number): CodesFact | null {
  const use = happened.get(textIn(event['event']) ?? '');
  const slot = wholeIn(event['place'], 1, mostPlaces);
  if (keeping === null || use === undefined || slot === null) return null;
  return { type: 'lock-codes', keeping, slots: [{ slot, use, changedAt: at }], isWhole: false };
}

const happened: ReadonlyMap<string, SlotUse> = new Map([
  ['code-added', 'used'],
  ['code-changed', 'used'],
  ['code-removed', 'free'],
]);

export function encodeCode(id: string, command: CodeCommand, commandId: string): readonly Outgoing[] {
  return [{ topic: topicOf(id, 'command'), payload: JSON.stringify({ id: commandId, ...wire(command) }), qos: 1 }];
}

function wire(command: CodeCommand): object {
  switch (command.type) {
    case 'read-code':
      return { command: 'report-codes', ...(command.slot !== null && { place: command.slot }) };
    case 'set-code': {
      const { slot, code, name, until } = command;
      return { command: 'set-code', place: slot, code, name, ...(until !== null && { until }) };
    }
    case 'remove-code':
      return { command: 'remove-code', place: command.slot };
  }
}

function isUse(value: unknown): value is SlotUse {
  return uses.has(value);
}

function wholeIn(value: unknown, least: number, most: number): number | null {
  const number = numberIn(value);
  return number !== null && Number.isInteger(number) && number >= least && number <= most ? number : null;
}

function digitsIn(value: unknown): string {
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? value : '';
}

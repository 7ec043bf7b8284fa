import type { CodeCommand, CodeKeeping, CodesFact, SlotUse } from '@/core/codes/lock-code';
import type { Outgoing } from '@/core/message';

import { numberIn } from '../json';
import type { ApiTopic } from './commands';
import type { Node } from './node';
import type { ValueAddress } from './value-address';

/** User Code CC (Z-Wave SDS13781): 4 to 10 digits; the gateway publishes the places there are, and no number of them. */
const userCodes: CodeKeeping = {
  rules: { minDigits: 4, maxDigits: 10, without: '', notAtStart: '' },
  firstSlot: 1,
  capacity: null,
  places: 'chosen',
  nameBytes: null,
  keepsEnds: false,
};
const commandClass = 99;
const highestSlot = 1_000;

/** User ID Status. 254 means that there is no such user. */
const uses: ReadonlyMap<number, SlotUse> = new Map([
  [0, 'free'],
  [1, 'used'],
  [2, 'disabled'],
  [254, 'absent'],
]);

/** `user_code/endpoint_0/userIdStatus/3`; the code itself, one topic further, is never read. null: not a place. */
export function readCodeStatus({ property, key }: ValueAddress, value: unknown): CodesFact | null {
  const use = uses.get(numberIn(value) ?? -1);
  if (property !== 'useridstatus' || use === undefined || !/^\d{1,4}$/.test(key ?? '')) return null;
  const slot = Number(key);
  if (slot < 1 || slot > highestSlot) return null;
  return { type: 'lock-codes', keeping: userCodes, slots: [{ slot, use }], isWhole: false };
}

/** Below which topic the codes of a node stand, in the very form that the gateway uses; null: this is none of them. */
export function codesTopicOf(node: Node, { commandClass: words, property }: ValueAddress, rest: string): string | null {
  if (words !== 'user code' || property !== 'useridstatus') return null;
  return `${node.topic}/${rest.split('/').slice(0, 2).join('/')}`;
}

/**
 * Codes are written to their own topics: an answer of the API would repeat the code to everybody who may read there. A
 * JSON object with the text in it: a bare number is dropped, or loses its zeros (CONVENTIONS.md 11.2).
 */
export function encodeCode(
  prefix: string,
  node: Node,
  api: ApiTopic,
  command: CodeCommand,
): readonly Outgoing[] | null {
  const topic = node.setters.get('codes');
  const { slot } = command;
  if (topic === undefined || slot === null) return null;
  const set = (what: string, value: unknown): readonly Outgoing[] => [
    { topic: `${prefix}${topic}/${what}/${slot}/set`, payload: JSON.stringify({ value }), qos: 1 },
  ];
  switch (command.type) {
    case 'set-code':
      return set('userCode', command.code);
    case 'remove-code':
      return set('userIdStatus', 0);
    case 'read-code': {
      const poll = api('pollValue');
      if (poll === null || node.id === null) return null;
      const value = { nodeId: node.id, commandClass, endpoint: 0, property: 'userIdStatus', propertyKey: slot };
      return [{ topic: `${poll}/set`, payload: JSON.stringify({ args: [value] }), qos: 1 }];
    }
  }
}

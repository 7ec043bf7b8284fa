import { expect, test } from 'vitest';

import { openAttention } from './attention';
import { isDecided, type Facts } from './facts';

const slot = { enabled: true, clientId: null, roles: [] };
const facts: Facts = {
  slots: [
    { ...slot, username: 'cam.a', rotation: null, replaces: null },
    { ...slot, username: 'cam.b', rotation: 'r1', replaces: 'account:cam.a' },
  ],
  marks: new Map([['r1', 'shown']]),
  decisions: new Map(),
  offer: null,
  proofs: new Set(),
  litter: false,
  livesWithout: new Set(),
  keepsOld: false,
  holdsOld: false,
  isAskable: false,
  cameBack: false,
  present: true,
  isBlind: false,
};

test('a late register of another change decides nothing of the one that stands', () => {
  const ofAnother = { ...facts, decisions: new Map([['r0', 'abort'] as const]) };
  expect(isDecided(ofAnother)).toBe(false);
  const attention = openAttention('by-hand', 'finish', () => 0);
  attention.say('not-typed');
  attention.see(ofAnother);
  expect(attention.memory.word).toBe('not-typed');
  attention.see({ ...facts, decisions: new Map([['r1', 'abort'] as const]) });
  expect(attention.memory.word).toBeNull();
});

import 'fake-indexeddb/auto';

import { expect, test, vi } from 'vitest';

import { openLoginMemory } from './login-memory';

let count = 0;
const fresh = () => `logins-${(count += 1)}`;

test('who was seen in a home is there at the next visit, each home for itself', async () => {
  const database = fresh();
  const known = { since: 1, lastSeen: [['__proto__', 5] as const, ['anna', 7] as const] };
  await openLoginMemory(database).remember('ws://home', known);
  expect(await openLoginMemory(database).recall('ws://home')).toEqual(known);
  expect(await openLoginMemory(database).recall('ws://cabin')).toBeNull();
});

test('a browser that keeps nothing forgets, and nothing is thrown', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const memory = openLoginMemory(fresh());
  await memory.remember('ws://home', { since: 1, lastSeen: [] });
  expect(await memory.recall('ws://home')).toBeNull();
  vi.unstubAllGlobals();
});

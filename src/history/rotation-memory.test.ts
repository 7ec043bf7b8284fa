import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';

import type { RotationRecord } from '@/core/rotation-record';

import { openPrivateShelf, type PrivateMemory } from './private-memory';
import { openPassingRotations, openRotationMemory } from './rotation-memory';

const record: RotationRecord = {
  id: 'r1',
  account: 'porch',
  device: null,
  name: 'Porch camera',
  way: 'two-slots',
  by: 'anna',
  at: 5,
  outcome: 'replaced',
  sentence: 'It has its new password.',
  source: 'here',
};

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

const openShelf = () =>
  openPrivateShelf({
    database: 'rotations',
    store: 'rotations',
    what: 'rotations',
    secret: null,
    isWiped: false,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  });

test('what was replaced in a home is there at the next visit, each home for itself', async () => {
  await openRotationMemory(await openShelf()).remember('ws://home', [record]);
  const next = openRotationMemory(await openShelf());
  expect(await next.recall('ws://home')).toEqual([record]);
  expect(await next.recall('ws://cabin')).toEqual([]);
});

test('what is no list of records is none', async () => {
  const kept = await openShelf();
  await kept.remember('ws://home', { sentence: 'a page of another version' });
  expect(await openRotationMemory(kept).recall('ws://home')).toEqual([]);
});

test('a browser that keeps nothing forgets, and nothing is thrown', async () => {
  const full = vi.fn<PrivateMemory['remember']>(async () => false);
  const memory = openRotationMemory({ recall: async () => null, remember: full });
  await memory.remember('ws://home', [record]);
  expect(full).toHaveBeenCalledWith('ws://home', [record]);
  expect(await memory.recall('ws://home')).toEqual([]);
});

test('a process remembers as long as it lives', async () => {
  const memory = openPassingRotations();
  await memory.remember('ws://home', [record]);
  expect(await memory.recall('ws://home')).toEqual([record]);
  expect(await memory.recall('ws://cabin')).toEqual([]);
});

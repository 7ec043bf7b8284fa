import 'fake-indexeddb/auto';

import { expect, test, vi } from 'vitest';

import type { RotationRecord } from '@/core/rotation-record';

import { openRotationMemory } from './rotation-memory';

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

test('what was replaced in a home is there at the next visit, each home for itself', async () => {
  await openRotationMemory('rotations-1').remember('ws://home', [record]);
  expect(await openRotationMemory('rotations-1').recall('ws://home')).toEqual([record]);
  expect(await openRotationMemory('rotations-1').recall('ws://cabin')).toEqual([]);
});

test('a browser that keeps nothing forgets, and nothing is thrown', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const memory = openRotationMemory('rotations-2');
  await memory.remember('ws://home', [record]);
  expect(await memory.recall('ws://home')).toEqual([]);
  vi.unstubAllGlobals();
});

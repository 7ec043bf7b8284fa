import 'fake-indexeddb/auto';

import { describe, expect, test, vi } from 'vitest';

import type { Mapping } from '@/core/mapping';

import { openMappingMemory, openPassingMappings } from './mapping-memory';

const shed: Mapping = {
  kind: 'contact',
  name: 'Shed',
  room: null,
  readings: [{ aspect: 'contact', topic: 'shed', path: [], values: [{ value: '1', means: 'open' }] }],
  command: null,
};
let count = 0;
const fresh = () => `mappings-${(count += 1)}`;

describe.each([
  ['this browser', () => openMappingMemory(fresh())],
  ['this process', openPassingMappings],
])('what people said, remembered in %s', (_where, open) => {
  test('is each home’s own', async () => {
    const memory = open();
    expect(await memory.recall('ws://home')).toBeNull();
    expect(await memory.remember('ws://home', [shed])).toBe(true);
    expect(await memory.recall('ws://home')).toEqual([shed]);
    expect(await memory.recall('ws://cabin')).toBeNull();
  });
});

test('it is there for the next page', async () => {
  const name = fresh();
  await openMappingMemory(name).remember('ws://home', [shed]);
  expect(await openMappingMemory(name).recall('ws://home')).toEqual([shed]);
});

test('a browser that keeps nothing says so', async () => {
  const noDatabase = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The user denied it', 'SecurityError');
  });
  const memory = openMappingMemory(fresh());
  expect(await memory.remember('ws://home', [shed])).toBe(false);
  expect(await memory.recall('ws://home')).toBeNull();
  noDatabase.mockRestore();
});

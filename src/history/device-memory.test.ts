import 'fake-indexeddb/auto';

import { describe, expect, test, vi } from 'vitest';

import type { KnownDevice } from '@/core/known-device';

import { openDeviceMemory, openPassingMemory } from './device-memory';

const door: KnownDevice = {
  names: ['ieee:0x1'],
  firmware: { installed: '1.2.3', file: null, by: 'zigbee2mqtt' },
};
let count = 0;
const fresh = () => `memory-${(count += 1)}`;

describe.each([
  ['this browser', () => openDeviceMemory(fresh())],
  ['this process', openPassingMemory],
])('the devices of a home, remembered in %s', (_where, open) => {
  test('are those of the last visit, each home for itself', async () => {
    const memory = open();
    expect(await memory.recall('ws://home')).toBeNull();
    await memory.remember('ws://home', [door]);
    await memory.remember('ws://cabin', []);
    expect(await memory.recall('ws://home')).toEqual([door]);
    expect(await memory.recall('ws://cabin')).toEqual([]);
  });
});

test('they are there for the next page', async () => {
  const name = fresh();
  await openDeviceMemory(name).remember('ws://home', [door]);
  expect(await openDeviceMemory(name).recall('ws://home')).toEqual([door]);
});

test('a page does not keep the next version of Gatehouse from opening', async () => {
  const name = fresh();
  const memory = openDeviceMemory(name);
  await memory.remember('ws://home', [door]);
  const upgraded = await new Promise<string>((resolve) => {
    const request = indexedDB.open(name, 2);
    request.addEventListener('blocked', () => resolve('blocked'));
    request.addEventListener('success', () => {
      request.result.close();
      resolve('open');
    });
  });
  expect(upgraded).toBe('open');
});

test('a browser that keeps nothing makes every visit the first', async () => {
  const noDatabase = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The user denied it', 'SecurityError');
  });
  const memory = openDeviceMemory(fresh());
  await memory.remember('ws://home', [door]);
  expect(await memory.recall('ws://home')).toBeNull();
  noDatabase.mockRestore();
});

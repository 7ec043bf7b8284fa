import { describe, expect, test } from 'vitest';

import { openHabits } from '@/detection/learned/habits';
import type { PrivateMemory } from '@/history/private-memory';

import * as learned from './learned';
import { openLearning } from './learning';
import { openLease } from './lease';
import { openLocks } from './locks.testing';

function openShelf(kept: Record<string, unknown> = {}): PrivateMemory & { readonly kept: Record<string, unknown> } {
  return {
    kept,
    recall: async (home) => kept[home] ?? null,
    // as IndexedDB does
    remember: async (home, habits) => (kept[home] = structuredClone(habits)) !== undefined,
  };
}
const habitsOf = (days: number) => {
  const memory = learned.openHomeMemory();
  memory.coverage.days = days;
  memory.devices.set('door', openHabits({ days, lastDay: 0 }));
  return learned.saveHomeMemory(memory);
};
const open = (memory: PrivateMemory) => openLearning({ memory, mayRaise: () => true }, async () => learned);

describe('what is usual in a home', () => {
  test('is known again at the next visit', async () => {
    const shelf = openShelf({ 'ws://home': habitsOf(9) });
    const learning = open(shelf);
    expect(await learning.enter('ws://home')).toBeTypeOf('function');
    expect(learning.progress(null)).toEqual({ days: 9, of: 14 });
    expect(learning.progress('door')).toEqual({ days: 9, of: 14 });
    expect(learning.progress('nobody')).toBeNull();
    const query = { metric: 'battery', from: 0, to: 1 } as const;
    expect(learning.expected({ ...query, device: 'door' })).toEqual({ status: 'none' });
    expect(learning.expected({ ...query, device: 'nobody' })).toBeNull();
  });

  test('is kept when the home is left, and is nothing of the next home', async () => {
    const shelf = openShelf();
    const learning = open(shelf);
    await learning.enter('ws://home');
    await learning.enter('ws://other');
    expect(learning.progress(null)).toEqual({ days: 0, of: 14 });
    await learning.close();
    expect(Object.keys(shelf.kept)).toEqual(['ws://home', 'ws://other']);
  });

  test('what another version kept is learned anew', async () => {
    const learning = open(openShelf({ 'ws://home': { format: 'gatehouse-habits/0', devices: 'no' } }));
    await learning.enter('ws://home');
    expect(learning.progress(null)).toEqual({ days: 0, of: 14 });
  });

  test('is taken from the demo only where nothing is known yet', async () => {
    const shelf = openShelf({ 'ws://mine': habitsOf(3) });
    const learning = open(shelf);
    await learning.adopt('ws://mine', habitsOf(21));
    await learning.adopt('ws://new', habitsOf(21));
    await learning.adopt('ws://odd', { format: 'something else' });
    await learning.enter('ws://mine');
    expect(learning.progress(null)?.days).toBe(3);
    await learning.enter('ws://new');
    expect(learning.progress(null)?.days).toBe(21);
    expect(shelf.kept['ws://odd']).toBeUndefined();
  });

  test('cannot be learned where its code cannot be fetched, and the rest goes on', async () => {
    const learning = openLearning({ memory: openShelf(), mayRaise: () => true }, async () => {
      throw new TypeError('Failed to fetch dynamically imported module');
    });
    expect(await learning.enter('ws://home')).toBeUndefined();
    expect(learning.progress(null)).toBeNull();
  });
});

test('a home that is left while it is read anew is kept again afterwards', async () => {
  const shelf = openShelf({ 'ws://home': habitsOf(9) });
  const learning = open({ ...shelf, unlocked: () => true } as PrivateMemory);
  await learning.enter('ws://home');
  learning.unlocked('secret');
  learning.leave();
  learning.unlocked('secret');
  await learning.enter('ws://other');
  await learning.close();
  expect(Object.keys(shelf.kept)).toEqual(['ws://home', 'ws://other']);
});

describe('of two sessions of a browser', () => {
  test('one speaks of habits, and the other when the first is gone', async () => {
    const locks = openLocks();
    const first = openLease(locks);
    const second = openLease(locks);
    await expect.poll(first).toBe(true);
    expect(second()).toBe(false);
    locks.crash('gatehouse-speaks-of-habits');
    await expect.poll(second).toBe(true);
  });
});

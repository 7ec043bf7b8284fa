import 'fake-indexeddb/auto';

import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { openHabits } from '@/detection/learned/habits';
import { everythingKept } from '@/history/everything-kept.testing';

import * as learned from '../learning/learned';
import { openLearning } from '../learning/learning';
import type { VaultedMemory } from './vaulted-memory';
import { locked, none, secret, vaulted } from './vaulted-memory.testing';

const home = 'ws://home.lan:9001/mqtt';
const device = 'zigbee2mqtt/Front door';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

const visit = () => vaulted('habits');

function habitsOf(days: number) {
  const memory = learned.openHomeMemory();
  memory.coverage.days = days;
  memory.devices.set(device, openHabits({ days, lastDay: 0 }));
  // as it is once it was read
  return learned.saveHomeMemory(learned.openHomeMemory(learned.saveHomeMemory(memory)));
}

function visitWith(its: string | null): VaultedMemory {
  const session = visit();
  if (its === null) session.vaultIs(none);
  else session.unlocked(its);
  return session;
}

/** A visit without a vault leaves three weeks, openly. */
async function leaveOpen(): Promise<void> {
  const habits = visit();
  habits.vaultIs(none);
  await habits.remember(home, habitsOf(21));
}

/** A visit with a vault leaves three weeks, encrypted. */
async function leaveSealed(): Promise<VaultedMemory> {
  const habits = visit();
  habits.unlocked(secret);
  await habits.remember(home, habitsOf(21));
  return habits;
}

/** The browser has no room for anything that is encrypted. */
function leaveNoRoom() {
  const { put } = IDBObjectStore.prototype;
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.transaction.db.name.endsWith('-sealed')) throw new DOMException('No room', 'QuotaExceededError');
    return put.apply(this, args);
  });
}

describe('what was learned of a home', () => {
  test('lies as it is without a vault, and is encrypted with its names as soon as there is one', async () => {
    await leaveOpen();
    expect(await everythingKept()).toContain('Front door');
    const habits = visit();
    habits.vaultIs(none);
    expect(habits.unlocked(secret)).toBe(true);
    expect(await habits.recall(home)).toEqual(habitsOf(21));
    const kept = await everythingKept();
    expect(kept).toContain('habits-sealed');
    for (const word of ['Front door', 'home.lan', 'gatehouse-habits/']) expect(kept.includes(word), word).toBe(false);
  });

  test('is not lost where the browser has no room to encrypt it: it goes under the vault the next time', async () => {
    await leaveOpen();
    const full = leaveNoRoom();
    const crowded = visit();
    crowded.unlocked(secret);
    expect(await crowded.recall(home)).toEqual(habitsOf(21));
    expect(await crowded.remember(home, habitsOf(22))).toBe(false);
    full.mockRestore();
    expect(await everythingKept()).toContain('Front door');
    const habits = visit();
    habits.unlocked(secret);
    expect(await habits.recall(home)).toEqual(habitsOf(21));
    expect(await everythingKept()).not.toContain('Front door');
  });

  test('is gone on from, and not replaced by less, where there is room in the end for what comes after', async () => {
    await leaveOpen();
    const full = leaveNoRoom();
    const crowded = visit();
    crowded.unlocked(secret);
    const learning = openLearning({ memory: crowded, mayRaise: () => true }, async () => learned);
    await learning.enter(home);
    full.mockRestore();
    await learning.close();
    expect(await everythingKept()).toContain('habits-sealed ');
    const habits = visit();
    habits.unlocked(secret);
    expect(await habits.recall(home)).toEqual(habitsOf(21));
    expect(await everythingKept()).not.toContain('Front door');
  });

  test('can be read by nobody without the vault, and what is learned meanwhile is not written over it', async () => {
    await leaveSealed();
    const second = visit();
    second.vaultIs(locked);
    expect(await second.recall(home)).toBeNull();
    await second.remember(home, habitsOf(1));
    second.unlocked('another secret');
    expect(await second.recall(home)).toBeNull();
    second.unlocked(secret);
    expect(await second.recall(home)).toEqual(habitsOf(21));
  });

  test('is not written over by what was read as nothing, and is kept in the moment in which the vault opens', async () => {
    await leaveSealed();
    const second = visit();
    second.vaultIs(locked);
    expect(await second.recall(home)).toBeNull();
    const keeping = second.remember(home, habitsOf(1));
    second.unlocked(secret);
    expect(await keeping).toBe(false);
    expect(await second.recall(home)).toEqual(habitsOf(21));
  });

  test.each([null, secret])(
    'loses nothing to another session that writes at the same moment, secret: %s',
    async (its) => {
      const sessions = [visitWith(its), visitWith(its), visitWith(its)];
      for (const session of sessions) await session.recall(home);
      const add = (one: string) => (kept: unknown) => [...(Array.isArray(kept) ? (kept as unknown[]) : []), one];
      const names = ['porch', 'gate', 'barn'];
      await Promise.all(sessions.map(async ({ change }, index) => change(home, add(names[index] ?? ''))));
      expect((await visitWith(its).recall(home)) as string[]).toHaveLength(3);
    },
  );

  test('goes with the vault that is wiped, also from what is known at this moment', async () => {
    const habits = await leaveSealed();
    const learning = openLearning({ memory: habits, mayRaise: () => true }, async () => learned);
    await learning.enter(home);
    expect(learning.progress(null)?.days).toBe(21);
    learning.vaultIs(none);
    expect(learning.progress(null)?.days).toBe(0);
    expect(learning.progress(device)).toBeNull();
    await learning.close();
    expect(await everythingKept()).not.toContain('sealed');
    expect(await everythingKept()).not.toContain('Front door');
  });
});

describe('a home that is entered while the vault is locked', () => {
  test('is known again as soon as the vault is opened', async () => {
    await leaveSealed();
    const habits = visit();
    const learning = openLearning({ memory: habits, mayRaise: () => true }, async () => learned);
    learning.vaultIs(locked);
    expect(await learning.enter(home)).toBeTypeOf('function');
    expect(learning.progress(null)?.days).toBe(0);
    learning.unlocked(secret);
    // a keeping that falls due while it is read must not write over it
    learning.tick(1);
    learning.tick(Number.MAX_SAFE_INTEGER);
    await expect.poll(() => learning.progress(null)?.days).toBe(21);
    expect(learning.progress(device)?.days).toBe(21);
    await learning.close();
    expect(await habits.recall(home)).toEqual(habitsOf(21));
  });

  test('is known, too, where the vault opens in the same moment', async () => {
    await leaveSealed();
    const learning = openLearning({ memory: visit(), mayRaise: () => true }, async () => learned);
    learning.vaultIs(locked);
    const entering = learning.enter(home);
    learning.unlocked(secret);
    await entering;
    expect(learning.progress(null)?.days).toBe(21);
  });
});

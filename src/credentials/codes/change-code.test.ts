import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CodeStep } from '@/core/codes/code-owner';

import { changeCode, type CodeOrder } from './change-code';
import type { CodePort } from './code-port';
import { given, simulateLock } from './lock.testing';
import { readTable } from './read-table';
import { outcomeSentence } from './words';

const none = new Set<number>();
const code = { digits: '073952', name: 'Anna', until: null };
const add: CodeOrder = { act: 'add', code, avoid: none };
const change: CodeOrder = { act: 'change', old: 1, code, avoid: none, inPlace: false };
const ignore = () => {};

describe('a code is added', () => {
  test('in the first place that the lock says is free, and read back', async () => {
    const lock = simulateLock({ 1: '4444' });
    const seen: string[] = [];
    const result = await changeCode(lock.port, add, (steps) => seen.push(wordsOf(steps)));
    expect(result).toEqual({ outcome: 'done', slot: 2, why: null });
    expect(lock.at(2)).toBe('073952');
    expect(seen.at(-1)).toBe('find done, write done, check done');
  });

  test('in a place of those that are free that nobody could foretell', async () => {
    const last = simulateLock({ 1: '4444' });
    await readTable(last.port); // it has told which are free
    const result = await changeCode({ ...last.port, random: falling() }, add, ignore);
    expect(result).toMatchObject({ outcome: 'done', slot: 6 });
  });

  test('never in a place that another page has claimed', async () => {
    const lock = simulateLock({ 1: '4444' });
    const port = { ...lock.port, claim: async (slot: number) => slot > 3 };
    expect(await changeCode(port, add, ignore)).toMatchObject({ outcome: 'done', slot: 4 });
    const none = simulateLock({ 1: '4444' });
    const refused = await changeCode({ ...none.port, claim: async () => false }, add, ignore);
    expect(refused).toMatchObject({ outcome: 'taken' });
    expect(none.sent).toEqual([]);
  });

  test('never over a code that somebody else put there meanwhile', async () => {
    // the broker remembers that 2 is free, the lock knows better
    const lock = simulateLock({ 1: '4444', 2: '5556' });
    await changeCode(lock.port, { ...add, avoid: new Set([3]) }, ignore);
    expect([lock.at(1), lock.at(2), lock.at(3), lock.at(4)]).toEqual(['4444', '5556', null, '073952']);
  });

  test('and when the lock silently refuses it, that is noticed: the place stays empty', async () => {
    const lock = simulateLock({ 1: '073952' }); // it has that code already, and says nothing
    expect(await changeCode(lock.port, add, ignore)).toEqual({ outcome: 'refused', slot: null, why: null });
    expect(lock.at(2)).toBeNull();
    expect(lock.elapsedMs()).toBeLessThan(15_000);
  });

  test('and what the lock says against it is passed on', async () => {
    const lock = simulateLock({ 1: '073952' }, undefined, { explains: true });
    expect(await changeCode(lock.port, add, ignore)).toMatchObject({
      outcome: 'refused',
      why: 'that code exists already',
    });
  });

  test('but not in a lock that is full, and not in one that does not answer', async () => {
    const full = simulateLock({ 1: '1', 2: '2', 3: '3', 4: '4', 5: '5', 6: '6' });
    expect(await changeCode(full.port, add, ignore)).toMatchObject({ outcome: 'full' });
    expect(full.sent.filter(({ type }) => type === 'set-code')).toEqual([]);
    const away = simulateLock({ 1: '4444' }, undefined, { losesCommand: () => true });
    expect(await changeCode(away.port, add, ignore)).toMatchObject({ outcome: 'away' });
    expect(away.sent.filter(({ type }) => type === 'set-code')).toEqual([]);
  });

  test('once only where the lock gives the place itself, for it would take it twice', async () => {
    const lock = simulateLock({ 7: '555555' }, given);
    const result = await changeCode(lock.port, add, ignore);
    expect(result).toMatchObject({ outcome: 'done', slot: 100 });
    expect(lock.sent.filter(({ type }) => type === 'set-code')).toHaveLength(1);
  });
});

test('a code that the lock never answered about is not called withdrawn, when another page took its place meanwhile', async () => {
  const lock = simulateLock({ 1: '4444' }, undefined, { losesAnswer: (n) => n > 1 });
  let isOurs = true;
  const port: CodePort = {
    ...lock.port,
    async claim() {
      await lock.port.change(1); // a word there and back
      return isOurs;
    },
    async send(command) {
      const sent = await lock.port.send(command);
      if (lock.sent.filter(({ type }) => type === 'set-code').length === 2) isOurs = false;
      return sent;
    },
  };
  expect(await changeCode(port, add, ignore)).toMatchObject({ outcome: 'doubtful' });
  expect(lock.sent.map(({ type }) => type)).not.toContain('remove-code');
});

describe('a code is changed', () => {
  test('the new one is set and read back first, then the old one is removed and that is read back too', async () => {
    const lock = simulateLock({ 1: '4444' });
    const result = await changeCode(lock.port, change, ignore);
    expect(result).toEqual({ outcome: 'done', slot: 2, why: null });
    expect([lock.at(1), lock.at(2)]).toEqual([null, '073952']);
  });

  test('a refused new one leaves the old one as it was', async () => {
    const lock = simulateLock({ 1: '4444' }, undefined, { refuses: ({ type }) => type === 'set-code' });
    expect(await changeCode(lock.port, change, ignore)).toMatchObject({ outcome: 'refused' });
    expect(lock.at(1)).toBe('4444');
    expect(lock.sent.some(({ type }) => type === 'remove-code')).toBe(false);
  });

  test('an old one that cannot be removed is told, with the new one in force', async () => {
    const lock = simulateLock({ 1: '4444' }, undefined, { refuses: ({ type }) => type === 'remove-code' });
    expect(await changeCode(lock.port, change, ignore)).toMatchObject({ outcome: 'old-remains', slot: 2 });
    expect(lock.opens('073952')).toBe(true);
  });

  test('in its own place only when that was asked for, and then nothing is claimed that the lock did not say', async () => {
    const lock = simulateLock({ 1: '4444' });
    expect(await changeCode(lock.port, { ...change, inPlace: true }, ignore)).toMatchObject({ outcome: 'uncertain' });
    expect(lock.at(1)).toBe('073952');
  });
});

const chances = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
const network = fc.record({
  lostCommands: chances,
  lostAnswers: chances,
  delayMs: fc.integer({ min: 1, max: 4_000 }),
  refusesSet: fc.boolean(),
  refusesRemove: fc.boolean(),
});

test('whatever is lost, late or refused, at every moment the old code opens or the new one, and what is called done is so', async () => {
  await fc.assert(
    fc.asyncProperty(network, async ({ lostCommands, lostAnswers, delayMs, refusesSet, refusesRemove }) => {
      const lock = simulateLock({ 1: '4444', 2: '5556' }, undefined, {
        losesCommand: (n) => lostCommands[n] ?? false,
        losesAnswer: (n) => lostAnswers[n] ?? false,
        refuses: ({ type }) => (type === 'set-code' ? refusesSet : refusesRemove),
        delayMs,
      });
      const watched = {
        ...lock.port,
        async change(ms: number) {
          await lock.port.change(ms);
          expect(lock.opens('4444') || lock.opens('073952')).toBe(true);
        },
      };
      const { outcome } = await changeCode(watched, change, ignore);
      if (outcome === 'done') expect([lock.opens('4444'), lock.opens('073952')]).toEqual([false, true]);
      if (outcome === 'old-remains') expect(lock.opens('073952')).toBe(true);
      if (outcome === 'refused' || outcome === 'full') expect(lock.opens('4444')).toBe(true);
      expect(lock.at(2)).toBe('5556');
      lock.settle();
      expect(lock.opens('4444') || lock.opens('073952')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('whenever another page takes one of the places, the old code stays, and nothing is removed that may be somebody else’s', async () => {
  const lot = fc.record({ claims: fc.array(fc.boolean(), { maxLength: 12 }), lostAnswers: chances });
  await fc.assert(
    fc.asyncProperty(lot, async ({ claims, lostAnswers }) => {
      const lock = simulateLock({ 1: '4444' }, undefined, { losesAnswer: (n) => lostAnswers[n] ?? false });
      const answers = [...claims];
      const standing = new Map<number, boolean>();
      const disputed: number[] = [];
      const port: CodePort = {
        ...lock.port,
        async claim(slot) {
          standing.set(slot, standing.get(slot) !== false && (answers.shift() ?? true)); // what is lost stays lost
          return standing.get(slot) === true;
        },
        async dispute(slot) {
          disputed.push(slot);
        },
        async send(command) {
          if (command.type !== 'read-code') expect(standing.get(command.slot ?? 0)).toBe(true);
          return lock.port.send(command);
        },
      };
      const { outcome, slot } = await changeCode(port, change, ignore);
      lock.settle();
      const isOldThere = lock.opens('4444');
      if (outcome === 'doubtful') expect([disputed.length, slot, isOldThere]).toEqual([1, null, true]);
      expect(isOldThere || lock.opens('073952')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('a code is removed', () => {
  test('but not a second time from a place that was given to somebody else meanwhile', async () => {
    let asked = 0;
    const lock = simulateLock({ 1: '4444' }, undefined, { losesAnswer: () => true });
    const port = { ...lock.port, claim: async () => ++asked === 1 };
    expect(await changeCode(port, { act: 'remove', old: 1 }, ignore)).toMatchObject({
      outcome: 'overtaken',
    });
    expect(lock.sent.filter(({ type }) => type === 'remove-code')).toHaveLength(1);
    const words = outcomeSentence('overtaken', null, { act: 'remove', person: 'Anna', lock: 'the front door' });
    expect(words).toContain('was told to forget Anna’s code');
    expect(words).not.toContain('nothing was changed');
  });

  test('and that is read back', async () => {
    const lock = simulateLock({ 1: '4444' });
    expect(await changeCode(lock.port, { act: 'remove', old: 1 }, ignore)).toMatchObject({ outcome: 'done' });
  });

  test('twice is once: a place that is empty already is empty', async () => {
    const lock = simulateLock({});
    expect(await changeCode(lock.port, { act: 'remove', old: 1 }, ignore)).toMatchObject({ outcome: 'done' });
  });

  test('a lock that ignores it is not believed to have obeyed', async () => {
    const lock = simulateLock({ 1: '4444' }, undefined, { refuses: () => true });
    expect(await changeCode(lock.port, { act: 'remove', old: 1 }, ignore)).toMatchObject({ outcome: 'refused' });
  });
});

test('a lock is asked for its places one after the other, as far as it has any', async () => {
  const lock = simulateLock({ 1: '4444', 3: '5556' });
  expect(await readTable(lock.port)).toBe(true);
  const fresh = lock.port.codes()?.slots.filter(({ retained }) => !retained);
  expect(fresh?.map(({ slot, use }) => `${slot} ${use}`)).toEqual([
    '1 used',
    '2 free',
    '3 used',
    '4 free',
    '5 free',
    '6 free',
  ]);
});

function falling(): () => number {
  let next = 1;
  return () => (next -= 0.01);
}

function wordsOf(steps: readonly CodeStep[]): string {
  return steps.map(({ name, state }) => `${name} ${state}`).join(', ');
}

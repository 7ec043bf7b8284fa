import { describe, expect, test } from 'vitest';

import { openRng } from '@/core/random.testing';
import type { Rotation } from '@/core/log-ins/rotation';
import type { Broker } from '@/broker/broker';

import type { Authority } from '../authority/authority';
import type { DeviceTopics } from './device-topics';
import { freshMs } from './decide';
import { openRotationPort, type HandOver } from './port-over-broker';
import { silentWitness } from './silent-witness.testing';
import { runRotation } from './run';
import { account, openRunnerHome } from './runner-home.testing';

const note = { rot: 'r1', prev: `account:${account}.a`, by: 'admin', at: 1 };
/** nobody who looks so often has spun */
const manyLooks = 200;

const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
const quietTopics: DeviceTopics = {
  heard: true,
  isRefused: false,
  offer: null,
  proofs: new Map(),
  key,
  lastSequence: null,
  litter: false,
  hear() {},
  async begin() {},
  lost() {},
  close() {},
};

/** One camera, of which nothing is heard, with the real engine and port on a broker that answers at once. */
function openStory(way: 'two-slots' | 'one-slot' = 'two-slots', mostLooks = manyLooks) {
  let now = 0;
  const home = openRunnerHome(
    { way, temper: 'ignores', tells: 'counts' },
    openRng(1),
    () => now,
    () => {},
  );
  const asked: string[] = [];
  const sentences: string[] = [];
  let answersAfterMs = 0;
  const authority = Object.fromEntries(
    Object.entries(home.administration).map(([what, ask]) => [
      what,
      async (...all: unknown[]) => {
        asked.push(what);
        now += answersAfterMs;
        if (asked.length > mostLooks) stopping.abort();
        return (ask as (...all: unknown[]) => unknown)(...all);
      },
    ]),
  ) as unknown as Authority; // the same six calls, answered later
  const stopping = new AbortController();
  let published = 0;
  let waits = 0;
  const broker = {
    async publish() {
      published += 1;
      if (published > manyLooks) stopping.abort();
      return { outcome: 'sent' };
    },
  } as unknown as Broker; // it says yes to everything, and keeps nothing
  return {
    home,
    asked,
    published: () => published,
    waits: () => waits,
    /** each sentence that the page showed, once */
    sentences,
    /** each question takes the broker so long, or the line */
    answersAfter: (ms: number) => void (answersAfterMs = ms),
    async run(handOver: HandOver, mostWaits: number, wish: 'start' | 'finish' = 'finish'): Promise<Rotation> {
      return runRotation({
        subject: { account, device: null, name: 'Camera', spokenName: 'the camera', way: handOver.way },
        wish,
        port: openRotationPort({
          authority,
          broker,
          device: account,
          usernames: [`${account}.a`, `${account}.b`],
          rotations: ['r1'],
          witness: silentWitness,
          handOver,
          isCertified: async () => false,
          clock: () => now,
          steady: () => now,
          async change(ms) {
            waits += 1;
            now += ms;
            if (waits >= mostWaits) stopping.abort();
          },
        }),
        by: 'admin',
        clock: () => now,
        steady: () => now,
        newPassword: () => 'a password of this test',
        newRotation: () => 'r2',
        left: null,
        onProgress: ({ sentence }) => void (sentence !== sentences.at(-1) && sentences.push(sentence)),
        usualMs: () => null,
        signal: stopping.signal,
      }).ended;
    },
  };
}

describe('where the broker holds a word that this version does not know', () => {
  test.each([
    ['how it was handed over', `sent:${account}:r1`, 'whispered'],
    ['how it was handed over, by hand and empty', `sent:${account}:r1`, ''],
    ['how it ends', `dec:${account}:r1`, 'postponed'],
  ])('of %s, nothing more is changed and the page says why', async (_, register, word) => {
    const { home, asked, run } = openStory();
    home.administration.createSlot({ username: `${account}.b`, password: 'x', clientId: account, note });
    home.registers.set(register, word);
    const ended = await run({ way: 'by-hand' }, 10);
    expect(ended).toMatchObject({ outcome: 'stopped', asks: [], shows: false });
    expect(ended.sentence).toContain('Another version of Gatehouse');
    expect(new Set(asked)).toEqual(new Set(['list']));
    expect([...home.accounts.keys()]).toEqual([`${account}.a`, `${account}.b`]);
  });

  test('and the change is over, it is forgotten like every other, after a minute', async () => {
    const { home, run } = openStory();
    home.registers.set(`sent:${account}:r1`, 'whispered');
    await run({ way: 'by-hand' }, 100);
    expect([...home.registers]).toEqual([]);
  });
});

test('a device that was given the highest number there is gets no new password, and the page says why', async () => {
  const { home, published, run } = openStory();
  const topics = { ...quietTopics, lastSequence: Number.MAX_SAFE_INTEGER };
  const ended = await run({ way: 'two-slots', topics }, 10, 'start');
  expect(ended).toMatchObject({ outcome: 'stopped', asks: [], shows: false });
  expect(ended.sentence).toContain('has heard a later offer than any that can be made');
  expect(published()).toBe(0);
  expect(home.accounts.get(`${account}.a`)?.enabled).toBe(true);
});

test('an administrator who may not listen to what the device says of it is told so, and does not wait for ever', async () => {
  const { run, waits } = openStory();
  const topics = { ...quietTopics, heard: false, isRefused: true };
  const ended = await run({ way: 'two-slots', topics }, 10, 'start');
  expect(ended).toMatchObject({ outcome: 'stopped' });
  expect(ended.sentence).toContain(`may not subscribe to all of gatehouse/v1/device/${account}/credential/offer`);
  expect(waits()).toBe(0);
});

test('what is done and changes nothing is done again only after a pause', async () => {
  const { home, published, waits, run } = openStory();
  home.registers.set(`sent:${account}:r1`, 'offered');
  // an MQTT 3.1.1 broker acknowledges what it does not let through
  await run({ way: 'two-slots', topics: { ...quietTopics, litter: true } }, 5);
  expect(waits()).toBe(5);
  expect(published()).toBe(5 * 3); // three topics are cleared each time
});

test('a device whose answer never comes is not told for ever: the telling ends, and both log-ins stay', async () => {
  const { home, run } = openStory('one-slot', 9_000);
  let tellings = 0;
  const tell = async () => {
    tellings += 1;
    return { outcome: 'unanswered' } as const;
  };
  const ended = await run({ way: 'one-slot', tell, askLogin: null, restart: null }, 2_000, 'start');
  expect(tellings).toBeGreaterThan(1);
  expect(tellings).toBeLessThan(10);
  expect(ended).toMatchObject({
    outcome: null,
    sentence: expect.stringContaining('Until then both are valid') as unknown,
  });
  expect([...home.accounts.values()].map(({ enabled }) => enabled)).toEqual([true, true]);
});

test('on a line on which each answer takes 3 s a change goes on all the same', async () => {
  const { home, run, answersAfter } = openStory('one-slot');
  answersAfter(3_000);
  const tell = async () => ({ outcome: 'unanswered' }) as const;
  await run({ way: 'one-slot', tell, askLogin: null, restart: null }, 5, 'start');
  expect([...home.accounts.keys()]).toEqual([`${account}.a`, `${account}.b`]);
  expect(home.registers.get(`sent:${account}:r2`)).toBe('told');
});

test('on one that is too slow for any change to be safe nothing is changed, and the page says so and what to do', async () => {
  const { home, sentences, run, answersAfter } = openStory('one-slot', 20);
  answersAfter(freshMs);
  const tell = async () => ({ outcome: 'unanswered' }) as const;
  const { sentence } = await run({ way: 'one-slot', tell, askLogin: null, restart: null }, 5, 'start');
  expect(sentence).toContain('Nothing is changed until it answers sooner');
  expect(sentences.at(-1)).toBe(sentence);
  expect([...home.accounts.keys()]).toEqual([`${account}.a`]);
});

test('until the topics of a device are heard for the first time, nobody is told that the broker does not answer', async () => {
  const { sentences, run } = openStory();
  await run({ way: 'two-slots', topics: { ...quietTopics, heard: false } }, 5, 'start');
  expect(sentences).toEqual(['Reading what the broker knows of this log-in.']);
  const { sentences: later, run: wait } = openStory();
  await wait({ way: 'two-slots', topics: { ...quietTopics, heard: false } }, 20, 'start');
  expect(later.at(-1)).toContain('The broker does not answer');
});

import { describe, expect, test } from 'vitest';

import { emptyDevice } from '@/core/fold/device-merge';

import type { BatchPart, PartState } from '../batch/batch';
import { tellAgainMs, type Action, type Memory } from '../rotation/decide';
import { quietFacts as facts } from '../rotation/facts.testing';
import { batchTimeLeft, type BatchPace } from './batch-time-left';
import { driverOf, usualMs } from './pace';
import { rotationTimeLeft, type Gone } from './rotation-time-left';
import { spanWords } from './span-words';

const memory: Memory = {
  way: 'two-slots',
  wish: 'start',
  word: null,
  rotation: 'r1',
  holds: 'r1',
  tellings: 1,
  roles: [],
  offeredMs: 6_000,
  unchangedMs: 6_000,
};
const waiting = (what: Extract<Action, { do: 'wait' }>['for']): Action => ({ do: 'wait', for: what });
const unmeasured: Gone = { sinceMs: 6_000, usualMs: null };

describe('one device', () => {
  const command = { ...memory, way: 'one-slot' } as const;
  test.each([
    ['a person is given all the time', facts, memory, waiting('person'), unmeasured, /^As long as you take/],
    ['a sealed one is taken back in time', facts, memory, waiting('proof'), unmeasured, /^At most 24 seconds/],
    [
      'the others say how long it takes',
      facts,
      memory,
      waiting('proof'),
      { sinceMs: 2_000, usualMs: 14_000 },
      /^About 12 seconds: others .* took 14 seconds in this visit\. At most 24 seconds/,
    ],
    ['one that is away', { ...facts, present: false }, command, waiting('proof'), unmeasured, /^Nobody knows/],
    ['one that tells nothing', { ...facts, isBlind: true }, command, waiting('proof'), unmeasured, /only a person/],
    [
      'the first of its kind, with the moment it is told again',
      facts,
      command,
      waiting('proof'),
      unmeasured,
      new RegExp(`^Not known yet.*again in ${(tellAgainMs - 6_000) / 1_000} seconds`),
    ],
    [
      'nobody here can tell it again',
      facts,
      { ...command, holds: null },
      waiting('proof'),
      unmeasured,
      /^Not known yet[^.]*\.$/,
    ],
    [
      'longer than the others',
      facts,
      command,
      { do: 'remove', username: 'x' },
      { sinceMs: 60_000, usualMs: 20_000 },
      /^Nobody knows: it has taken 60 seconds, and others of its kind took 20 seconds/,
    ],
    [
      'one that is told no more',
      { ...facts, decisions: new Map([['r1', 'abort' as const]]) },
      command,
      waiting('proof'),
      unmeasured,
      /^At most 54 seconds: then no word/,
    ],
    ['the minute after the last change', facts, memory, waiting('quiet'), unmeasured, /^At most 54 seconds/],
    ['another browser', facts, memory, waiting('others'), unmeasured, /^At most 4 seconds/],
    ['what is switched off', facts, memory, waiting('return'), unmeasured, /^Nobody knows: until the device is heard/],
  ] as const)('%s', (_, seen, remembered, action, gone, words) => {
    expect(rotationTimeLeft(seen, remembered, action, gone)).toMatch(words);
  });

  test('when it is over, nothing is left', () => {
    expect(rotationTimeLeft(facts, memory, { do: 'end', how: 'replaced' }, unmeasured)).toBeNull();
  });
});

describe('a whole home', () => {
  const part = (account: string, state: PartState, way: BatchPart['way'] = 'two-slots'): BatchPart => ({
    account,
    username: `${account}.a`,
    device: account,
    name: account,
    way,
    state,
    isCanary: false,
    reason: null,
  });
  const pace: BatchPace = {
    usualMs: ({ way }) => (way === 'two-slots' ? 20_000 : null),
    sinceMs: ({ state }) => (state === 'running' ? 5_000 : 0),
    patienceMs: 180_000,
    restMs: 0,
  };

  test('takes as long as the devices before took, one after the other', () => {
    const parts = [part('a', 'done'), part('b', 'running'), ...['c', 'd', 'e'].map((name) => part(name, 'waiting'))];
    expect(batchTimeLeft(parts, pace)).toBe(
      'About 75 seconds: 4 devices left, one at a time on this broker, each as long as others of its kind took in this visit.',
    );
  });

  test('a broker that needs rest is given it, and that is counted', () => {
    const parts = ['a', 'b', 'c'].map((name) => part(name, 'waiting'));
    expect(batchTimeLeft(parts, { ...pace, restMs: 2_000 })).toMatch(/^About 64 seconds: .* 2 seconds of rest/);
  });

  test('what nobody has measured is no guess: the patience of the queue is its limit', () => {
    const parts = [part('a', 'waiting'), part('plug', 'waiting', 'one-slot')];
    expect(batchTimeLeft(parts, pace)).toMatch(
      /^At most 4 minutes: 2 devices left.* About 20 seconds of that for 1 device.*longer than 3 minutes/,
    );
    const late = { ...pace, sinceMs: () => 30_000 };
    expect(batchTimeLeft([part('a', 'running')], late)).toMatch(/^At most 3 minutes: 1 device left/);
  });

  test('people take as long as they take, and nobody knows when an absent one comes', () => {
    const parts = [part('gate', 'by-hand', 'by-hand'), part('bell', 'running', 'by-hand'), part('cam', 'absent')];
    expect(batchTimeLeft(parts, pace)).toBe(
      '2 devices to be typed in: as long as you take. 1 device not connected: nobody knows for how long.',
    );
    expect(batchTimeLeft([part('a', 'done'), part('b', 'failed')], pace)).toBeNull();
  });
});

test('what is usual is the middle of what devices of the same kind took', () => {
  const device = { ...emptyDevice('plug'), login: null };
  const plug = driverOf(device, 'one-slot');
  const took = [9_000, 400_000, 7_000].map((ms) => ({ driver: plug, ms }));
  expect(usualMs(plug, took)).toBe(9_000);
  expect(usualMs(driverOf(device, 'two-slots'), took)).toBeNull();
});

test.each([
  [0, '1 second'],
  [12_001, '13 seconds'],
  [90_000, '2 minutes'],
  [3 * 3_600_000, '3 hours'],
])('%d ms are %s', (ms, words) => {
  expect(spanWords(ms)).toBe(words);
});

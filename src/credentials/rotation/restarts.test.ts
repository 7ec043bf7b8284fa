import { expect, test } from 'vitest';

import type { Facts, Slot } from './facts';
import { openRestarts } from './restarts';

const slot = (username: string, rotation: string | null): Slot => ({
  username,
  enabled: true,
  rotation,
  replaces: rotation === null ? null : 'account:lamp',
  clientId: 'lamp',
  roles: [],
});
const waiting: Pick<Facts, 'slots' | 'marks' | 'proofs' | 'present'> = {
  slots: [slot('lamp', null), slot('lamp.a', 'r1')],
  marks: new Map([['r1', 'told']]),
  proofs: new Set(),
  present: true,
};

function openStory() {
  let steady = 0;
  let ordered = 0;
  const restarts = openRestarts(
    async () => void (ordered += 1),
    () => steady,
  );
  return {
    at(ms: number, setTo = 'lamp.a', facts = waiting) {
      steady = ms;
      restarts.look(setTo, facts);
      return ordered;
    },
  };
}

test('a Shelly that says what it is set to and has not started with it is told to restart, and again after a minute', () => {
  const story = openStory();
  expect([0, 1, 59_999, 60_000, 60_001, 120_000].map((ms) => story.at(ms))).toEqual([1, 1, 1, 2, 2, 3]);
});

test('and no more after five times, because each costs its people the light', () => {
  const story = openStory();
  for (let minute = 0; minute < 10; minute++) story.at(minute * 60_000);
  expect(story.at(1e9)).toBe(5);
});

test.each<[string, string, Partial<typeof waiting>]>([
  ['is set to the old one', 'lamp', {}],
  ['is away', 'lamp.a', { present: false }],
  ['has shown the new one', 'lamp.a', { proofs: new Set(['r1']) }],
  ['was not told by command', 'lamp.a', { marks: new Map([['r1', 'shown']]) }],
  ['has one log-in', 'lamp.a', { slots: [slot('lamp', null)] }],
])('one that %s is left alone', (_, setTo, part) => {
  expect(openStory().at(0, setTo, { ...waiting, ...part })).toBe(0);
});

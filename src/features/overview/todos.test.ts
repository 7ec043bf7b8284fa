import { expect, test } from 'vitest';

import type { Concern, ConcernKind } from '@/core/concern';

import { todosOf } from './todos';

const concern = (kind: ConcernKind, name: string, stale = false): Concern => ({
  kind,
  name,
  stale,
  device: name,
  room: null,
  at: 0,
});

test('an unlocked door is locked by one button', () => {
  expect(todosOf([concern('unlocked', 'Back door')], 0, true)).toMatchObject([
    {
      sentence: 'The back door is unlocked.',
      button: 'Lock the back door',
      step: { type: 'command', device: 'Back door', command: { type: 'lock' } },
    },
  ]);
});

test('a door that does not answer is looked at, not locked', () => {
  expect(todosOf([concern('unlocked', 'Back door', true)], 0, true)).toMatchObject([
    {
      sentence: 'The back door was unlocked when last heard.',
      button: 'Look at the back door',
      step: { type: 'show', to: '/devices/Back%20door' },
    },
  ]);
});

test('nobody can shut a window from here, so it is no task', () => {
  expect(todosOf([concern('open', 'Kitchen window')], 0, true)).toEqual([]);
});

test('two low batteries are two tasks, three are one', () => {
  const low = ['Attic', 'Cellar', 'Kitchen'].map((name) => concern('battery-low', name));
  expect(todosOf(low.slice(0, 2), 0, true)).toHaveLength(2);
  expect(todosOf(low, 0, true)).toMatchObject([
    { sentence: '3 batteries are low.', step: { type: 'show', to: '/devices?sort=battery' } },
  ]);
});

test('what was withheld can be shown', () => {
  expect(todosOf([], 12, true)).toMatchObject([{ button: 'Show what was withheld', step: { to: '/devices' } }]);
});

test('while the page still listens, a lock that has not spoken is no task', () => {
  const silent = [concern('lock-untold', 'Front door')];
  expect(todosOf(silent, 0, false)).toEqual([]);
  expect(todosOf(silent, 0, true)).toHaveLength(1);
});

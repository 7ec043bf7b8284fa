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
  expect(todosOf([concern('unlocked', 'Back door')], 0, { settled: true })).toMatchObject([
    {
      sentence: 'The back door is unlocked.',
      button: 'Lock the back door',
      step: { type: 'command', device: 'Back door', command: { type: 'lock' } },
    },
  ]);
});

test('a door that does not answer is looked at, not locked', () => {
  expect(todosOf([concern('unlocked', 'Back door', true)], 0, { settled: true })).toMatchObject([
    {
      sentence: 'The back door was unlocked when last heard.',
      button: 'Look at the back door',
      step: { type: 'show', to: '/devices/Back%20door' },
    },
  ]);
});

test('of a home that is not heard nothing is said to be so now, and what can be done stands ready', () => {
  const away = { settled: true, isAway: true };
  const concerns = [
    concern('smoke', 'Attic'),
    concern('jammed', 'Cellar door'),
    concern('unlocked', 'Back door'),
    concern('offline', 'Garage', true),
    ...['Hall', 'Porch', 'Shed'].map((name) => concern('battery-low', name)),
  ];
  expect(todosOf(concerns, 0, away).map(({ sentence }) => sentence)).toEqual([
    'The attic reported smoke when last heard. Get everybody out, and call the fire brigade.',
    'The bolt of the cellar door had not reached its end when last heard.',
    'The back door was unlocked when last heard.',
    'The garage was not there when last heard. Its battery may be empty, or it is out of reach.',
    '3 batteries were low when last heard.',
  ]);
  expect(todosOf([concern('unlocked', 'Back door')], 0, away)[0]).toMatchObject({
    button: 'Lock the back door',
    step: { type: 'command' },
  });
});

test('a battery in a part of a lock is not said to be the lock’s own', () => {
  const concerns = [
    concern('keypad-battery-low', 'Front door'),
    concern('door-sensor-battery-low', 'Front door', true),
  ];
  expect(todosOf(concerns, 0, { settled: true })).toMatchObject([
    {
      sentence: 'The battery in the keypad of the front door is low.',
      button: 'Look at the batteries of the front door',
      step: { type: 'show', to: '/devices/Front%20door' },
    },
    { sentence: 'The battery in the door sensor of the front door was low when last heard.' },
  ]);
});

test('a sensor that went away after it reported smoke does not report it now', () => {
  expect(todosOf([concern('smoke', 'Attic', true)], 0, { settled: true })).toMatchObject([
    { sentence: 'The attic reported smoke when last heard. Get everybody out, and call the fire brigade.' },
  ]);
});

test('nobody can shut a window from here, so it is no task', () => {
  expect(todosOf([concern('open', 'Kitchen window')], 0, { settled: true })).toEqual([]);
});

test('two low batteries are two tasks, three are one', () => {
  const low = ['Attic', 'Cellar', 'Kitchen'].map((name) => concern('battery-low', name));
  expect(todosOf(low.slice(0, 2), 0, { settled: true })).toHaveLength(2);
  expect(todosOf(low, 0, { settled: true })).toMatchObject([
    { sentence: '3 batteries are low.', step: { type: 'show', to: '/devices?sort=battery' } },
  ]);
});

test('what was withheld can be shown', () => {
  expect(todosOf([], 12, { settled: true })).toMatchObject([
    { button: 'Show what was withheld', step: { to: '/devices' } },
  ]);
});

test('while the page still listens, a lock that has not spoken is no task', () => {
  const silent = [concern('lock-untold', 'Front door')];
  expect(todosOf(silent, 0, { settled: false })).toEqual([]);
  expect(todosOf(silent, 0, { settled: true })).toHaveLength(1);
});

import { expect, test } from 'vitest';

import type { Command } from './command';
import { progressWords } from './command-words';
import { emptyDevice } from './fold/device-merge';

const device = { ...emptyDevice('one'), kind: 'camera' } as const;

test.each<[Command, RegExp]>([
  [{ type: 'lock' }, /is not locked/],
  [{ type: 'unlock' }, /is still locked/],
  [{ type: 'switch', on: true }, /is still off/],
  [{ type: 'switch', on: false }, /is still on/],
  [{ type: 'siren', sounding: true }, /is still silent/],
  [{ type: 'siren', sounding: false }, /still sounds/],
  [{ type: 'privacy', on: true }, /still looks\./],
  [{ type: 'privacy', on: false }, /still looks away/],
])('whoever asked for %o, which was not done, is told how it still is', (command, words) => {
  expect(progressWords('undone', device, command)?.title).toMatch(words);
});

test('whoever cannot move a lock from here is told why that may be', () => {
  expect(progressWords('cannot', device, { type: 'unlock' })?.advice).toContain('asks for a code');
  expect(progressWords('cannot', device, { type: 'take-picture' })?.title).toContain('does not take that command');
});

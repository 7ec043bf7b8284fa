import { expect, test } from 'vitest';

import type { RotationRecord } from '@/core/log-ins/rotation-record';

import { openPassingRotations } from './rotation-memory';

const record: RotationRecord = {
  id: 'r1',
  account: 'porch',
  device: null,
  name: 'Porch camera',
  way: 'two-slots',
  by: 'anna',
  at: 5,
  outcome: 'replaced',
  sentence: 'It has its new password.',
  source: 'here',
};

test('a process remembers as long as it lives', async () => {
  const memory = openPassingRotations();
  await memory.change('ws://home', () => [record]);
  expect(await memory.recall('ws://home')).toEqual([record]);
  expect(await memory.recall('ws://cabin')).toBeNull();
});

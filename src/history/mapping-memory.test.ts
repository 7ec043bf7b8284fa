import { expect, test } from 'vitest';

import type { Mapping } from '@/core/mapping';

import { openPassingMappings } from './mapping-memory';

const shed: Mapping = {
  kind: 'contact',
  name: 'Shed',
  room: null,
  readings: [{ aspect: 'contact', topic: 'shed', path: [], values: [{ value: '1', means: 'open' }] }],
  command: null,
};

test('what people said, remembered in this process, is each home’s own', async () => {
  const memory = openPassingMappings();
  expect(await memory.recall('ws://home')).toBeNull();
  expect(await memory.change('ws://home', () => [shed])).toBe(true);
  expect(await memory.recall('ws://home')).toEqual([shed]);
  expect(await memory.recall('ws://cabin')).toBeNull();
});

import 'fake-indexeddb/auto';

import { expect, test, vi } from 'vitest';

import type { Rotation } from '@/core/rotation';
import { noSteps } from '@/credentials/rotation/progress';
import { openRotationMemory } from '@/history/rotation-memory';

import { openRotationHistory } from './rotation-history';

const rotation: Rotation = {
  id: 'r-1',
  account: 'porch',
  device: 'serial:7',
  name: 'Porch camera',
  way: 'two-slots',
  startedAt: 5,
  steps: noSteps,
  outcome: 'replaced',
  sentence: 'The porch camera uses its new password.',
  asks: [],
  shows: false,
  timeLeft: null,
  where: 'here',
};

function open(database: string) {
  let now = 9;
  const memory = openRotationMemory(database);
  const history = openRotationHistory({ memory, url: () => 'ws://home', clock: () => now });
  return { history, at: (next: number) => (now = next) };
}

test('what ended here is noted once, with who did it, and is there at the next visit', async () => {
  const { history, at } = open('history-1');
  history.note([{ ...rotation, outcome: null }], 'anna');
  history.note([rotation], 'anna');
  at(99);
  history.note([rotation], 'anna'); // it is told again with whatever else goes on
  const [record, ...others] = await history.of(null);
  expect(record).toMatchObject({ id: 'r-1', by: 'anna', at: 9, outcome: 'replaced', source: 'here' });
  expect(others).toEqual([]);
  await vi.waitFor(async () => expect(await openRotationMemory('history-1').recall('ws://home')).toEqual([record]), {
    timeout: 20_000,
  });
  const { history: next } = open('history-1');
  expect(await next.of('serial:7')).toEqual([record]);
  expect(await next.of('serial:8')).toEqual([]);
});

test('what another browser tells is said to be told, and what never began is not noted', async () => {
  const { history } = open('history-2');
  history.note(
    [
      { ...rotation, where: 'another-browser' },
      { ...rotation, id: '', account: 'gate' },
    ],
    null,
  );
  expect(await history.of(null)).toMatchObject([{ source: 'told', by: null, at: 5 }]);
});

test('another home has another past', async () => {
  const { history } = open('history-3');
  history.note([rotation], 'anna');
  history.forget();
  expect(await history.of(null)).toEqual([]);
});

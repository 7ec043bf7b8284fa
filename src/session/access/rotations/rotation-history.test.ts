import { expect, test, vi } from 'vitest';

import type { Rotation } from '@/core/log-ins/rotation';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { noSteps } from '@/credentials/rotation/progress';
import { openPassingRotations, type RotationMemory } from '@/history/rotation-memory';

import { writing } from '../../vault/kept-apart.testing';
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

const record: RotationRecord = {
  id: 'r-0',
  account: 'porch',
  device: null,
  name: 'Porch camera',
  way: 'two-slots',
  by: 'ben',
  at: 1,
  outcome: 'replaced',
  sentence: 'It has its new password.',
  source: 'here',
};

function open(memory: RotationMemory = openPassingRotations()) {
  let now = 9;
  const history = openRotationHistory({ memory, clock: () => now });
  history.enter('ws://home');
  return { history, at: (next: number) => (now = next) };
}

test('what ended here is noted once, with who did it, and is there at the next visit', async () => {
  const memory = openPassingRotations();
  const { history, at } = open(memory);
  history.note([{ ...rotation, outcome: null }], 'anna');
  history.note([rotation], 'anna');
  at(99);
  history.note([rotation], 'anna'); // it is told again with whatever else goes on
  const [record, ...others] = await history.of(null);
  expect(record).toMatchObject({ id: 'r-1', by: 'anna', at: 9, outcome: 'replaced', source: 'here' });
  expect(others).toEqual([]);
  await vi.waitFor(async () => expect(await memory.recall('ws://home')).toEqual([record]), {
    timeout: 20_000,
  });
  const { history: next } = open(memory);
  expect(await next.of('serial:7')).toEqual([record]);
  expect(await next.of('serial:8')).toEqual([]);
});

test('what another browser tells is said to be told, and what never began is not noted', async () => {
  const { history } = open();
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
  const memory = openPassingRotations();
  await memory.change('ws://home', () => [record]);
  const { history } = open(memory);
  history.note([rotation], 'anna');
  history.forget();
  expect(await history.of(null)).toEqual([]);
  history.enter('ws://cabin');
  expect(await history.of(null)).toEqual([]);
  history.forget();
  history.enter('ws://home');
  expect(await history.of(null)).toEqual([record]);
});

test('two sessions of one browser write nothing of each other away', async () => {
  const memory = openPassingRotations();
  const [first, second] = [open(memory), open(memory)];
  await Promise.all([first.history.of(null), second.history.of(null)]);
  first.history.add([record]);
  second.history.note([rotation], 'anna');
  const ids = async () => ((await memory.recall('ws://home')) as RotationRecord[] | null)?.map(({ id }) => id);
  await vi.waitFor(async () => expect(await ids()).toEqual(['r-1', 'r-0']), { timeout: 20_000 });
  expect(await second.history.of(null)).toHaveLength(2);
});

test('what is kept and is no list of records is none', async () => {
  const { history } = open({ recall: async () => ({ sentence: 'of another version' }), change: async () => true });
  expect(await history.of(null)).toEqual([]);
});

test('a browser that keeps nothing forgets, and nothing is thrown', async () => {
  const full = vi.fn<RotationMemory['change']>(async () => false);
  const { history } = open({ recall: async () => null, change: full });
  vi.useFakeTimers();
  history.add([record]);
  vi.runAllTimers();
  vi.useRealTimers();
  await vi.waitFor(() => expect(full).toHaveBeenCalledWith('ws://home', expect.any(Function)));
  history.forget();
  history.enter('ws://home');
  expect(await history.of(null)).toEqual([]);
});

test('nothing is kept while what became readable only now is on its way', async () => {
  const answers: ((records: readonly RotationRecord[]) => void)[] = [];
  const remember = vi.fn<(home: string, all: readonly RotationRecord[]) => Promise<boolean>>(async () => true);
  const { history } = open(writing(() => new Promise((resolve) => void answers.push(resolve)), remember));
  vi.useFakeTimers();
  history.note([rotation], 'anna');
  vi.runAllTimers();
  vi.useRealTimers();
  history.recallAgain();
  const [locked, unlocked] = answers;
  locked?.([]);
  await Promise.resolve();
  await Promise.resolve();
  expect(remember).not.toHaveBeenCalled();
  const before = { ...rotation, id: 'r-0', by: 'ben', at: 1, outcome: 'replaced', source: 'here' } as const;
  unlocked?.([before]);
  await vi.waitFor(() => expect(remember).toHaveBeenCalled());
  for (const [, records] of remember.mock.calls) expect(records.map(({ id }) => id)).toEqual(['r-1', 'r-0']);
});

import { expect, test } from 'vitest';

import { noKnowledge } from '@/core/firmware/advisory';
import { emptyDevice } from '@/core/fold/device-merge';
import { judgeBy } from '@/firmware/judge';
import { openDeviceView } from '@/store/device-view';
import { createHomeStore } from '@/store/home-store';

import { weaknessTodos, weaknessView } from './weakness-todo';

const over = (model: string) => ({
  vendor: 'Acme',
  model,
  supportEnds: '2020-01-01',
  cve: null,
  affected: null,
  fixed: null,
  source: 'a letter',
});

test('what is at its end is one thing to do, and leads to where it can be looked into', () => {
  const store = createHomeStore();
  const device = (name: string, model: string) => ({ ...emptyDevice(name), name, vendor: 'Acme', model });
  store.applyBatch({ devices: [device('Porch', 'A-1'), device('Drive', 'A-2'), device('Attic', 'A-3')], removed: [] });
  const todosWith = (...models: readonly string[]) => {
    const judge = judgeBy({ ...noKnowledge, facts: models.map(over) });
    return weaknessTodos(openDeviceView(store, weaknessView(judge, Date.UTC(2026, 0, 1))).read());
  };
  expect(todosWith('A-1')).toMatchObject([
    { sentence: 'The porch gets no firmware from its maker any more.', button: 'Show its firmware' },
  ]);
  expect(todosWith('A-1', 'A-2')).toMatchObject([
    {
      sentence: '2 devices get no firmware from their makers any more.',
      step: { type: 'show', to: '/firmware?show=unsupported' },
    },
  ]);
  expect(todosWith()).toEqual([]);
});

test('what is attacked comes before what has to be checked, and that before what is at its end', () => {
  const todos = weaknessTodos({ vulnerable: ['Porch'], check: ['Drive'], unsupported: ['Attic'] });
  expect(todos.map(({ tone }) => tone)).toEqual(['critical', 'warning', 'warning']);
});

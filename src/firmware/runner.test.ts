import { describe, expect, test } from 'vitest';

import { emptyPlan } from '@/core/firmware/update-plan';

import { runnerAfter } from './runner';

const minute = 60_000;
const run = (id: string, until: number) => ({ ...emptyPlan, runner: { id, turn: 1, until } });

describe('who carries the plan out', () => {
  test('is the first who looks, and stays it', () => {
    const first = runnerAfter(emptyPlan, 'phone', 0);
    expect(first).toEqual({ id: 'phone', turn: 1, until: 5 * minute });
    expect(runnerAfter({ ...emptyPlan, runner: first }, 'phone', 1)).toBe(first);
    expect(runnerAfter({ ...emptyPlan, runner: first }, 'tablet', 4 * minute)).toBe(first);
  });

  test('is another when nothing was heard of the first for so long, and the first sees that', () => {
    expect(runnerAfter(run('phone', 5 * minute), 'tablet', 5 * minute)).toMatchObject({ id: 'tablet', turn: 2 });
  });

  test('is another at once when this browser knows that its own session has ended', () => {
    const ended = (id: string) => id === 'before the reload';
    expect(runnerAfter(run('before the reload', 5 * minute), 'now', 0, ended)).toMatchObject({ id: 'now', turn: 2 });
  });

  test('is not held for ever by a clock that is years ahead', () => {
    expect(runnerAfter(run('phone', 1e12), 'tablet', 0)).toMatchObject({ id: 'tablet' });
  });
});

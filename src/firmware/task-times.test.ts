import { describe, expect, test } from 'vitest';

import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { taskOf } from './firmware-task.testing';
import { withTimes } from './task-times';

const planOf = (...tasks: FirmwareTask[]): UpdatePlan => ({ ...emptyPlan, tasks });
const timesOf = ({ tasks }: UpdatePlan) => tasks.map(({ begunAt, endedAt }) => [begunAt, endedAt]);

describe('of a task is kept', () => {
  test('when it was begun, the last time', () => {
    const first = withTimes(planOf(taskOf({ stage: { at: 'running', since: 5, begun: false } })), emptyPlan, 5);
    expect(timesOf(first)).toEqual([[5, undefined]]);
    const again = planOf({ ...taskOf(first.tasks[0]), stage: { at: 'scheduled', since: 9 } });
    expect(timesOf(withTimes(again, first, 9))).toEqual([[9, undefined]]);
  });

  test('when it came to its end, once', () => {
    const running = planOf(taskOf({ begunAt: 5, stage: { at: 'running', since: 5, begun: true } }));
    const done = withTimes(planOf(taskOf({ begunAt: 5, stage: { at: 'done' } })), running, 20);
    expect(timesOf(done)).toEqual([[5, 20]]);
    expect(withTimes(done, done, 30)).toBe(done);
  });

  test('no end that nobody has seen: it was over when it was first heard of', () => {
    const over = planOf(taskOf({ stage: { at: 'failed', why: 'stopped', since: null } }));
    expect(withTimes(over, over, 30)).toBe(over);
  });
});

import { describe, expect, test } from 'vitest';

import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { taskOf } from './firmware-task.testing';
import { momentsOf, timelineOf } from './timeline';

const names = (tasks: readonly FirmwareTask[]) => tasks.map(({ device }) => device);

describe('the plan along time', () => {
  test('has what is at work first, then whose turn comes next, and what is over from the last to the first', () => {
    const { next, over } = timelineOf([
      taskOf({ device: 'done early', stage: { at: 'done' }, endedAt: 30 }),
      taskOf({ device: 'rests', stage: { at: 'waiting', hold: 'rest', notBefore: 90 } }),
      taskOf({ device: 'comes next' }),
      taskOf({ device: 'begun later', stage: { at: 'running', since: 45, begun: true }, begunAt: 45 }),
      taskOf({ device: 'failed late', stage: { at: 'failed', why: 'silent', since: 20 }, begunAt: 20, endedAt: 40 }),
      taskOf({ device: 'begun first', stage: { at: 'scheduled', since: 42 }, begunAt: 42 }),
      taskOf({ device: 'comes after', stage: { at: 'waiting', hold: 'network' } }),
    ]);
    expect(names(next)).toEqual(['begun first', 'begun later', 'comes next', 'comes after', 'rests']);
    expect(names(over)).toEqual(['failed late', 'done early']);
  });

  test('tells of each when it was ordered, begun and over, and only what was seen', () => {
    const done = taskOf({ orderedAt: 1, stage: { at: 'done' }, begunAt: 5, endedAt: 9 });
    expect(momentsOf(done)).toEqual([
      { what: 'Ordered', at: 1 },
      { what: 'Began', at: 5 },
      { what: 'Ended', at: 9 },
    ]);
    const resting = taskOf({ orderedAt: 1, begunAt: 5, stage: { at: 'waiting', hold: 'rest', notBefore: 90 } });
    expect(momentsOf(resting).map(({ what }) => what)).toEqual(['Ordered', 'Tried']);
    expect(momentsOf(taskOf({ orderedAt: 1 }))).toEqual([{ what: 'Ordered', at: 1 }]);
  });
});

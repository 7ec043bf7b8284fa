import { expect, test } from 'vitest';

import { emptyDevice } from '@/core/device-merge';
import { emptyPlan, type UpdatePlan } from '@/core/update-plan';

import { taskOf } from './firmware-task.testing';
import { planAfter, roundOf } from './plan';
import { mergePlans } from './plan-merge';

const devices = new Map(['plug', 'lamp'].map((id) => [id, emptyDevice(id)]));
const order = (plan: UpdatePlan, now: number) =>
  planAfter(plan, { type: 'add', work: 'update', devices: ['plug'] }, devices, now);
/** by a clock that is a minute ahead */
const ahead: UpdatePlan = { ...emptyPlan, roundAt: 60_000, tasks: [taskOf({ device: 'lamp', orderedAt: 60_000 })] };

test('an update that ends counts in its round although who ordered before had a clock that is ahead', () => {
  const next = order(ahead, 0);
  const over = { ...next, tasks: next.tasks.map((task) => ({ ...task, tries: 1, stage: { at: 'done' } as const })) };
  expect(roundOf(mergePlans(over, ahead)).map(({ device }) => device)).toEqual(['lamp', 'plug']);
});

test('what is ordered again is another task than the one that is over', () => {
  const task = taskOf({ orderedAt: 60_000, tries: 1, stage: { at: 'failed', why: 'silent', since: 60_000 } });
  const next = order({ ...ahead, tasks: [task] }, 0);
  expect(mergePlans(next, { ...ahead, tasks: [task] }).tasks.map(({ stage }) => stage.at)).toEqual([
    'failed',
    'waiting',
  ]);
});

test('what is dated far ahead of every clock does not date what is ordered now', () => {
  const far = { ...emptyPlan, tasks: [taskOf({ device: 'lamp', orderedAt: 9e12 })] };
  expect(order(far, 5).tasks.map(({ orderedAt }) => orderedAt)).toContain(5);
});

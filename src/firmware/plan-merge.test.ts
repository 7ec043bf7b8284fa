import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { FirmwareTask, TaskStage } from '@/core/firmware/firmware-task';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { taskOf } from './firmware-task.testing';
import { roundOf } from './plan';
import { mergePlans, mostTasks } from './plan-merge';

const moment = fc.nat(6);
const stage: fc.Arbitrary<TaskStage> = fc.oneof(
  fc.record({ at: fc.constant('waiting' as const) }),
  fc.record({ at: fc.constant('waiting' as const), hold: fc.constantFrom('rest' as const, null), notBefore: moment }),
  fc.record({ at: fc.constant('running' as const), since: moment, begun: fc.boolean() }),
  fc.record({ at: fc.constantFrom('scheduled' as const, 'looked-after' as const), since: moment }),
  fc.record({ at: fc.constant('done' as const) }),
  fc.record({
    at: fc.constant('failed' as const),
    why: fc.constantFrom('told' as const, 'silent' as const),
    since: moment,
  }),
);
const task: fc.Arbitrary<FirmwareTask> = fc
  .record(
    {
      device: fc.constantFrom('plug', 'lock'),
      orderedAt: moment,
      tries: fc.nat(3),
      stage,
      waited: fc.record({ hours: fc.nat(3), at: moment }),
    },
    { requiredKeys: ['device', 'orderedAt', 'tries', 'stage'] },
  )
  .map(taskOf);
const plan: fc.Arbitrary<UpdatePlan> = fc.record({
  roundAt: moment,
  tasks: fc.array(task, { maxLength: 4 }),
  rules: fc.constant(null),
  skipped: fc.array(
    fc.record(
      {
        device: fc.constantFrom('plug', 'lock'),
        version: fc.constantFrom('1', '2'),
        at: moment,
        isOver: fc.boolean(),
        because: fc.constant('image' as const),
      },
      { requiredKeys: ['device', 'version', 'at', 'isOver'] },
    ),
    { maxLength: 3 },
  ),
  runner: fc.option(fc.record({ id: fc.constantFrom('a', 'b'), turn: fc.nat(3), until: moment })),
});
/** as a session holds it: each task once */
const held = plan.map((one) => mergePlans(one, emptyPlan));

describe('what two sessions know of a plan', () => {
  test('is the same in one, whoever hears whom first, and however often', () => {
    fc.assert(
      fc.property(held, held, held, (one, other, third) => {
        expect(mergePlans(one, other)).toEqual(mergePlans(other, one));
        expect(mergePlans(mergePlans(one, other), third)).toEqual(mergePlans(one, mergePlans(other, third)));
        expect(mergePlans(one, one)).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  test('never takes back what has come to its end', () => {
    const done = { ...emptyPlan, tasks: [taskOf({ tries: 1, stage: { at: 'done' } })] };
    const late = { ...emptyPlan, tasks: [taskOf({ tries: 2, stage: { at: 'running', since: 9, begun: true } })] };
    expect(mergePlans(late, done).tasks).toEqual(done.tasks);
  });

  test('over its bound forgets what is over, and nothing that is still wanted', () => {
    const wanted = taskOf({ device: 'lock', orderedAt: 0 });
    const over = Array.from({ length: mostTasks }, (_, index) =>
      taskOf({ orderedAt: 1 + index, stage: { at: 'done' } }),
    );
    const merged = mergePlans({ ...emptyPlan, tasks: [wanted] }, { ...emptyPlan, tasks: over });
    expect(merged.tasks).toEqual([wanted, ...over.slice(1)]);
  });

  test('has of an older round only what is unfinished', () => {
    const old = { ...emptyPlan, tasks: [taskOf({ stage: { at: 'done' } }), taskOf({ device: 'lock' })] };
    const merged = mergePlans(old, { ...emptyPlan, roundAt: 5 });
    expect(roundOf(merged).map(({ device }) => device)).toEqual(['lock']);
  });
});

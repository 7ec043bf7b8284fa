import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { bareRules } from './firmware-task.testing';
import { planAfter, roundOf } from './plan';
import { mergePlans } from './plan-merge';
import { mostKept, mostOrdered } from './plan-room';
import { isUnfinished, review } from './queue';
import { roundWords } from './round-words';

const devices = new Map(['plug', 'lamp'].map((id): [string, Device] => [id, { ...emptyDevice(id), name: id }]));
const want = (plan: UpdatePlan, work: FirmwareTask['work'], now: number, ...ids: readonly string[]) =>
  planAfter(plan, { type: 'add', work, devices: ids }, devices, now);
const withStage = (plan: UpdatePlan, device: string, stage: FirmwareTask['stage']): UpdatePlan => ({
  ...plan,
  tasks: plan.tasks.map((task) => (task.device === device && isUnfinished(task) ? { ...task, tries: 1, stage } : task)),
});
const told = { at: 'failed', why: 'told', since: 2 } as const;
const running = { at: 'running', since: 2, begun: true } as const;
const stages = (plan: UpdatePlan) => roundOf(plan).map(({ work, device, stage }) => `${work} ${device} ${stage.at}`);

describe('a task that another has taken the place of', () => {
  const first = want(emptyPlan, 'update', 1, 'plug', 'lamp');
  const failed = withStage(withStage(first, 'plug', told), 'lamp', running);
  const again = want(failed, 'update', 5, 'plug');

  test('does not come back from a browser that was away and still waits for it', () => {
    for (const merged of [mergePlans(again, first), mergePlans(first, again)]) {
      expect(stages(merged)).toEqual(['update lamp running', 'update plug waiting']);
      expect(merged.tasks.filter(({ device }) => device === 'plug').map(({ stage }) => stage.at)).toEqual([
        'failed',
        'waiting',
      ]);
    }
  });

  test('is not counted beside it: two devices that went well are two', () => {
    const done = withStage(withStage(again, 'plug', { at: 'done' }), 'lamp', { at: 'done' });
    const round = roundOf(mergePlans(done, failed));
    expect(roundWords(round, devices)?.sentence).toBe('Of 2 updates 2 went well.');
  });

  test('is not asked after all when its device is to be updated instead', () => {
    const asked = want(failed, 'check', 3, 'plug');
    const updated = want(asked, 'update', 5, 'plug');
    const merged = mergePlans(updated, asked);
    expect(stages(merged)).toEqual(['update lamp running', 'update plug waiting']);
    expect(merged.tasks.filter(isUnfinished)).toHaveLength(2);
  });

  test('still is to be forgotten by its bridge where that was not told yet', () => {
    const kept = withStage(first, 'plug', { ...told, kept: { since: 3, toldAt: null } });
    const [trace] = want(withStage(kept, 'lamp', running), 'update', 5, 'plug').tasks;
    expect(trace?.stage).toMatchObject({ kept: { toldAt: null } });
  });
});

test('a device that two browsers ordered, each without the other, is updated once at a time', () => {
  const [one, other] = [1, 2].map((now) => want(emptyPlan, 'update', now, 'plug'));
  const queue = roundOf(mergePlans(one!, other!)); // there are two
  const look = { devices, now: 3, minute: 0, rules: { ...bareRules, atOnceElsewhere: 5 }, mayBegin: true };
  const next = review(queue, look);
  expect(next.start).toHaveLength(1);
  expect(next.queue.map(({ stage }) => stage)).toMatchObject([{ at: 'running' }, { at: 'waiting', hold: 'network' }]);
});

test('what is left of replaced tasks has a bound: a plan of very many stays as small as one that can be read', () => {
  const name = 'x'.repeat(250);
  const homes = new Map(
    Array.from({ length: mostOrdered }, (_, index): [string, Device] => {
      const id = `${name}${index}`;
      return [id, { ...emptyDevice(id), name: id }];
    }),
  );
  const before = { installed: name, fileInstalled: 1, rssiDbm: -90, lqi: 9, messagesAnHour: 10.5 };
  let plan = emptyPlan;
  for (let now = 1; now < 6; now++) {
    plan = planAfter(plan, { type: 'add', work: 'update', devices: [...homes.keys()] }, homes, now);
    // one that is not over keeps the round going
    const tasks = plan.tasks.map((task, index) =>
      index === plan.tasks.length - 1 ? task : { ...task, before, tries: 1, stage: told },
    );
    plan = { ...plan, tasks };
  }
  expect(plan.tasks.length).toBeLessThanOrEqual(mostKept);
  expect(JSON.stringify(plan).length).toBeLessThan(2 * 1024 * 1024);
  expect(roundOf(plan)).toHaveLength(mostOrdered);
});

import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { planAfter } from './plan';
import { mergePlans } from './plan-merge';
import { mostKept, mostOrdered, roomIn, roomWords } from './plan-room';
import { isUnfinished } from './queue';

const names = (count: number, prefix = 'd') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const devices = new Map(
  [...names(mostOrdered + 1), ...names(mostOrdered, 'e')].map((id): [string, Device] => [
    id,
    { ...emptyDevice(id), name: id },
  ]),
);
const check = (plan: UpdatePlan, ids: readonly string[], now: number) =>
  planAfter(plan, { type: 'add', work: 'check', devices: ids }, devices, now);
const finish = (task: FirmwareTask): FirmwareTask => ({ ...task, stage: { at: 'done' } });
const allFinished = (plan: UpdatePlan): UpdatePlan => ({ ...plan, tasks: plan.tasks.map(finish) });

describe('a plan of very many', () => {
  test('takes a home of 600 whole, twice, and keeps it when it is told to others', () => {
    const first = check(emptyPlan, names(600), 1);
    expect(first.tasks).toHaveLength(600);
    const again = check(allFinished(first), names(600), 2);
    expect(again.tasks.filter(isUnfinished)).toHaveLength(600);
    expect(
      mergePlans(again, first)
        .tasks.filter(isUnfinished)
        .map(({ device }) => device)
        .toSorted(),
    ).toEqual(names(600).toSorted());
  });

  test('takes no more than it holds, the first of them, and says so', () => {
    const plan = check(emptyPlan, names(mostOrdered + 1), 1);
    expect(plan.tasks.map(({ device }) => device)).toEqual(names(mostOrdered));
    expect(roomIn(plan.tasks)).toBe(0);
    expect(roomWords(mostOrdered, mostOrdered)).toBeNull();
    expect(roomWords(801, 800)).toBe(
      'A plan takes 800 devices at once, so 800 of these 801 are planned now. Ask for the others when these are done.',
    );
    expect(roomWords(5, 0)).toContain('800 devices are planned already');
  });

  test('drops what is over, the oldest first, before anything that is wanted', () => {
    const first = allFinished(check(emptyPlan, names(mostOrdered), 1));
    const second = allFinished(check(first, names(mostOrdered, 'e'), 2));
    expect(second.tasks).toHaveLength(mostKept);
    const third = check(second, names(3), 3);
    expect(third.tasks).toHaveLength(mostKept);
    expect(third.tasks.filter(isUnfinished).map(({ device }) => device)).toEqual(names(3));
    expect(third.tasks.slice(0, -3)).toEqual(second.tasks.slice(3));
    const full = check(emptyPlan, names(mostOrdered), 1);
    expect(check(full, ['e0'], 2).tasks).toEqual(full.tasks);
  });
});

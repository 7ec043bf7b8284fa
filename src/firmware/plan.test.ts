import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { untoldFirmware } from '@/core/firmware.testing';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { taskOf } from './firmware-task.testing';
import { beforeUpdate } from './look-after';
import { isSkipped, planAfter, roundOf } from './plan';
import { mergePlans } from './plan-merge';
import { isSameVersion } from './task-stage';

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

test('what a device calls its version, and where it fetches it, is kept as others are told it: without its secrets', () => {
  const firmware = { ...untoldFirmware, installed: 'http://u:p@1', latest: 'http://u:p@2' };
  const device: Device = {
    ...emptyDevice('plug'),
    capabilities: ['firmware-source'],
    firmware: { value: firmware, at: 0, retained: false, by: 'tasmota' },
  };
  const known = new Map([[device.id, device]]);
  const url = 'http://u:p@nas/file.bin';
  const wish = { type: 'add', work: 'update', devices: ['plug'], sources: [{ device: 'plug', url }] } as const;
  const skip = { type: 'skip', device: 'plug', version: firmware.latest } as const;
  const planned = planAfter(planAfter(emptyPlan, wish, known, 0), skip, known, 0);
  const before = beforeUpdate(device, null);
  expect([planned.tasks[0]?.source, before.installed]).toEqual(['http://u:•••@nas/file.bin', 'http://u:•••@1']);
  expect(JSON.stringify([planned, before])).not.toContain('u:p@');
  // and what is kept so is known again
  expect([isSkipped(planned, device), isSameVersion(before, device)]).toEqual([true, true]);
});

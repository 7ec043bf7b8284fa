import type { Device } from '@/core/device';
import type { FirmwareOrder, UpdateRules } from '@/core/firmware-task';
import type { UpdatePlan } from '@/core/update-plan';

import type { Devices } from './holds';
import { calledOff, isOpen, isUnfinished, ordered, stopped } from './queue';
import { usualRules } from './update-rules';

export function rulesOf({ rules }: UpdatePlan): UpdateRules {
  return rules?.value ?? usualRules;
}

/** The plan after what a person wants. */
export function planAfter(plan: UpdatePlan, order: FirmwareOrder, devices: Devices, now: number): UpdatePlan {
  switch (order.type) {
    case 'add': {
      const tasks = ordered(plan.tasks, order, devices, now);
      return { ...plan, tasks, roundAt: plan.tasks.some(isUnfinished) ? plan.roundAt : now };
    }
    case 'stop':
      return { ...plan, tasks: stopped(plan.tasks) };
    case 'call-off':
      return { ...plan, tasks: calledOff(plan.tasks, order.device) };
    case 'skip': {
      const { device, version } = order;
      const others = plan.skipped.filter((skip) => skip.device !== device);
      const before = plan.skipped.find((skip) => skip.device === device);
      const skip = { device, version: version ?? before?.version ?? '', at: now, isOver: version === null };
      return { ...plan, skipped: [skip, ...others] };
    }
    case 'rules':
      return { ...plan, rules: { at: now, value: order.rules } };
  }
}

/** The version that is on offer for the device is one that the owner does not want. */
export function isSkipped({ skipped }: Pick<UpdatePlan, 'skipped'>, device: Device): boolean {
  const version = offeredVersion(device);
  return (
    version !== null && skipped.some((skip) => skip.device === device.id && !skip.isOver && skip.version === version)
  );
}

/** What is on offer, as a text to remember; null: nobody told which version it is. */
export function offeredVersion({ firmware }: Device): string | null {
  const { latest = null, fileLatest = null } = firmware?.value ?? {};
  return latest ?? (fileLatest === null ? null : `file ${fileLatest}`);
}

export function hasWork({ tasks }: UpdatePlan): boolean {
  return tasks.some(isOpen);
}

import type { Device, DeviceId } from '@/core/device';
import type { FirmwareOrder, FirmwareTask, UpdateRules } from '@/core/firmware/firmware-task';
import type { UpdatePlan } from '@/core/firmware/update-plan';

import { isKeptYet } from './forgetting';
import type { Devices } from './holds';
import { isOfRound, mostAheadMs, mostTasks } from './plan-merge';
import { masked } from './look-after';
import { calledOff, goesOn, isOpen, isUnfinished, ordered, stopped } from './queue';
import type { FirmwareQueue } from './queue-look';
import { withinRoom } from './plan-room';
import { failed } from './task-stage';
import { isUnsettled } from './unsettled';
import { usualRules } from './update-rules';

type Add = Extract<FirmwareOrder, { type: 'add' }>;

export function rulesOf({ rules }: UpdatePlan): UpdateRules {
  return rules?.value ?? usualRules;
}

/** The plan after what a person wants. */
export function planAfter(plan: UpdatePlan, order: FirmwareOrder, devices: Devices, now: number): UpdatePlan {
  switch (order.type) {
    case 'add':
      return withOrder(plan, order, devices, now);
    case 'stop':
      return withRound(plan, stopped(roundOf(plan), now));
    case 'call-off':
      return withRound(plan, calledOff(roundOf(plan), order.device, now));
    case 'skip': {
      const { device, version } = order;
      // that its file is another, and that its owner does not want it, are two things
      const isBefore = (skip: UpdatePlan['skipped'][number]) =>
        skip.device === device && skip.because === order.because;
      const others = plan.skipped.filter((skip) => !isBefore(skip));
      const before = plan.skipped.find(isBefore);
      const skip = {
        device,
        version: masked(version ?? before?.version ?? ''),
        at: now,
        isOver: version === null,
        ...(order.because !== undefined && { because: order.because }),
      };
      return { ...plan, skipped: [skip, ...others].slice(0, mostTasks) };
    }
    case 'rules':
      return { ...plan, rules: { at: now, value: order.rules } };
  }
}

/**
 * What is ordered at `now` counts as wanted then, or just after what is known already: who ordered before may have a clock that is
 * ahead, and an order from before the round counts for nothing as soon as it is over. It is later, too, than a failure that is
 * known: that holds back only what was ordered before it.
 */
export function momentOfOrder({ roundAt, tasks }: UpdatePlan, now: number): number {
  const known = tasks
    .map((task) => (isUnsettled(task) ? Math.max(task.orderedAt, task.endedAt ?? 0) : task.orderedAt))
    .filter((at) => at <= now + mostAheadMs);
  return known.reduce((latest, at) => Math.max(latest, at + 1), Math.max(now, roundAt + 1));
}

/** When nothing is left to do, a new round begins. */
function withOrder(plan: UpdatePlan, order: Add, devices: Devices, now: number): UpdatePlan {
  const round = roundOf(plan);
  const moment = momentOfOrder(plan, now);
  const tasks = ordered(round, order, devices, moment);
  const goes = new Set(tasks);
  const next = goesOn(round, devices, moment)
    ? withRound(plan, [...round.filter((task) => !goes.has(task)).map(traceOf), ...tasks])
    : { ...plan, roundAt: moment, tasks: [...plan.tasks, ...tasks] };
  return { ...next, tasks: withinRoom(next.tasks, moment) };
}

/** What is left of a task that another takes the place of: that it is over, lest it comes back from a browser that was away. */
function traceOf(task: FirmwareTask): FirmwareTask {
  return { ...(isUnfinished(task) ? { ...task, stage: failed('called-off') } : task), before: null };
}

/**
 * The tasks that count now: of a work of a device the last that was ordered, and what is not over. And an update that nobody knows the
 * end of, as long as what was ordered before that failed has not begun.
 */
export function roundOf({ tasks, roundAt }: Pick<UpdatePlan, 'tasks' | 'roundAt'>): FirmwareQueue {
  const lastOf = { check: new Map<DeviceId, number>(), update: new Map<DeviceId, number>() } as const;
  const lastBegun = new Map<DeviceId, number>();
  for (const { work, device, orderedAt, tries, stage } of tasks) {
    lastOf[work].set(device, Math.max(orderedAt, lastOf[work].get(device) ?? orderedAt));
    if (work === 'update' && (tries > 0 || stage.at === 'done'))
      lastBegun.set(device, Math.max(orderedAt, lastBegun.get(device) ?? orderedAt));
  }
  const counts = (task: FirmwareTask) => {
    const { work, device, orderedAt, endedAt = Number.POSITIVE_INFINITY } = task;
    if (isUnfinished(task)) return true;
    if (!isOfRound(task, roundAt)) return false;
    const last = lastOf[work].get(device) ?? 0;
    if (orderedAt < last) return isUnsettled(task) && last <= endedAt && orderedAt >= (lastBegun.get(device) ?? 0);
    return !isCalledOff(task) || work === 'update' || orderedAt >= (lastOf.update.get(device) ?? 0);
  };
  return tasks.every(counts) ? tasks : tasks.filter(counts);
}

function isCalledOff({ stage }: FirmwareTask): boolean {
  return stage.at === 'failed' && stage.why === 'called-off';
}

export function withRound(plan: UpdatePlan, round: FirmwareQueue): UpdatePlan {
  const before = new Set(roundOf(plan));
  return { ...plan, tasks: [...plan.tasks.filter((task) => !before.has(task)), ...round] };
}

/** The version that is on offer for the device is one that the owner does not want. */
export function isSkipped({ skipped }: Pick<UpdatePlan, 'skipped'>, device: Device): boolean {
  const version = offeredVersion(device);
  return (
    version !== null && skipped.some((skip) => skip.device === device.id && !skip.isOver && skip.version === version)
  );
}

/** The file of the version on offer was compared, and is another: not even what is planned already is begun. */
export function isHeldBack({ skipped }: Pick<UpdatePlan, 'skipped'>, device: Device): boolean {
  return isSkipped({ skipped: skipped.filter(({ because }) => because === 'image') }, device);
}

/** What is on offer, as a text to remember; null: nobody told which version it is. */
export function offeredVersion({ firmware }: Device): string | null {
  const { latest = null, fileLatest = null } = firmware?.value ?? {};
  return masked(latest) ?? (fileLatest === null ? null : `file ${fileLatest}`);
}

export function hasWork(plan: UpdatePlan): boolean {
  return roundOf(plan).some(isOpen);
}

/** Also where all is over, and a bridge is yet to forget some of it. */
export function hasDuties(plan: UpdatePlan): boolean {
  return hasWork(plan) || plan.tasks.some(isKeptYet);
}

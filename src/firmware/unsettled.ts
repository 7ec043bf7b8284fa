import type { Device, DeviceId } from '@/core/device';
import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { mostAheadMs } from './plan-merge';
import { isBackSince } from './task-stage';

/** an update of which nothing is heard any more has come to its end by then, as any does */
const longestUpdateMs = 3 * 3_600_000;

/** It had begun, and nobody has heard how it ended. */
export function mayStillRun({ work, stage }: Pick<FirmwareTask, 'work' | 'stage'>): boolean {
  return work === 'update' && stage.at === 'failed' && stage.why === 'silent';
}

/** Nobody has heard how it ended, or it has not been heard since. */
export function isUnsettled(task: FirmwareTask): boolean {
  return mayStillRun(task) || (task.stage.at === 'failed' && task.stage.why === 'not-back');
}

/**
 * Without what failed before its device was to be updated again: that order of it says how it stands, and whoever gave it knew. One
 * that was given before the failure says nothing of it. And without what is known by now to be at rest.
 */
export function unsettled(
  tasks: readonly FirmwareTask[],
  devices: ReadonlyMap<DeviceId, Device>,
  now: number,
): readonly FirmwareTask[] {
  if (!tasks.some(isUnsettled)) return tasks;
  const lastOf = new Map<DeviceId, number>();
  for (const { device, work, orderedAt } of tasks)
    if (work === 'update') lastOf.set(device, Math.max(orderedAt, lastOf.get(device) ?? orderedAt));
  return tasks.filter((task) => {
    if (!isUnsettled(task)) return true;
    return isBeforeEnd(lastOf.get(task.device) ?? 0, task, now) && !isAtRest(task, devices.get(task.device), now);
  });
}

/**
 * What was ordered at `orderedAt` was so before anybody knew of `failure`. One that is found in this look has no date yet. And a date
 * ahead of every clock tells no moment: then what was ordered with it, or earlier, was so before, and all that came later after.
 */
export function isBeforeEnd(orderedAt: number, failure: FirmwareTask, now: number): boolean {
  const { endedAt = null } = failure;
  if (endedAt === null) return true;
  const known = [endedAt, failure.orderedAt].find((at) => at <= now + mostAheadMs) ?? 0;
  return orderedAt <= known;
}

/** It was heard since, and is not being updated; or it went silent so long ago that no update lasts until now. */
function isAtRest({ stage }: FirmwareTask, device: Device | undefined, now: number): boolean {
  if (stage.at !== 'failed') return false;
  const since = stage.since ?? 0;
  if (stage.why === 'not-back') return device !== undefined && isBackSince(device, since);
  const firmware = device?.firmware ?? null;
  const isShown = firmware !== null && !firmware.retained && firmware.at > since && firmware.value.updating === null;
  return isShown || Math.abs(now - since) > longestUpdateMs;
}

import type { Intent } from '@/core/command';
import type { Device, DeviceId } from '@/core/device';
import { deviceCan } from '@/core/device-can';
import type { FirmwareTask, TaskFailure, TaskStage } from '@/core/firmware/firmware-task';

import { isBridgeAway, type Devices } from './holds';
import { mostAheadMs } from './plan-merge';
import { failed, isScheduledAt, isUpdatingAt, sleepPatienceMs } from './task-stage';

type Failed = Extract<TaskStage, { at: 'failed' }>;

/** a bridge that shows that it keeps an update which it was told to forget is told again */
export const againMs = 60_000;

/** Over, and its bridge may give it to its device all the same: it is still to be told, or to show that it has heard. */
export function isKeptYet({ stage }: Pick<FirmwareTask, 'stage'>): boolean {
  return stage.at === 'failed' && stage.kept !== undefined;
}

/**
 * A task that is over before it began. Whether its bridge has it nobody may know now: there is no connection, or another session
 * has just left it there. So it is remembered with the plan that the bridge is to forget it.
 */
export function endedEarly(task: FirmwareTask, why: TaskFailure, now: number): FirmwareTask {
  const stage = failed(why, task.stage.at === 'scheduled' ? task.stage.since : null);
  return task.work === 'update' && task.unattended ? withKept({ ...task, stage }, now) : { ...task, stage };
}

/** The same for one that has just failed otherwise. */
export function withKept(task: FirmwareTask, now: number): FirmwareTask {
  return task.stage.at === 'failed' ? { ...task, stage: { ...task.stage, kept: { since: now, toldAt: null } } } : task;
}

/** `patienceMs`: how long somebody else who is to tell the bridges is given to do so. */
export type Forgetting = {
  readonly devices: Devices;
  readonly now: number;
  readonly isDenied?: (device: DeviceId) => boolean;
  readonly patienceMs?: number;
};

/** The tasks, the same array where nothing changed, after the bridges are told what to forget, by `start`; each minute anew, until they show that they did. */
export function forgotten(
  tasks: readonly FirmwareTask[],
  look: Forgetting,
): { readonly tasks: readonly FirmwareTask[]; readonly start: readonly Intent[] } {
  if (!tasks.some(isKeptYet)) return { tasks, start: [] };
  const start: Intent[] = [];
  const wanted = new Set(tasks.filter(isWanted).map(({ device }) => device));
  const next = tasks.map((task): FirmwareTask => {
    const { stage } = task;
    if (stage.at !== 'failed' || stage.kept === undefined) return task;
    const device = look.devices.get(task.device);
    // what its bridge keeps is of a later order
    if (wanted.has(task.device)) return settled(task, stage);
    const step = stepOf(stage, stage.kept, device, look);
    if (step === 'waits') return task;
    if (step === 'is-settled') return settled(task, stage);
    if (step === 'tells') start.push({ device: task.device, command: { type: 'call-off-update' } });
    return { ...task, stage: { ...stage, kept: { ...stage.kept, toldAt: look.now } } };
  });
  return { tasks: next.every((task, index) => task === tasks[index]) ? tasks : next, start };
}

type Step = 'waits' | 'tells' | 'looks-again' | 'is-settled';

function stepOf(
  { since, why }: Failed,
  kept: NonNullable<Failed['kept']>,
  device: Device | undefined,
  { devices, now, isDenied, patienceMs = 0 }: Forgetting,
): Step {
  if (now - kept.since > sleepPatienceMs) return 'is-settled';
  const { toldAt } = kept;
  if (toldAt !== null && toldAt > now + mostAheadMs) return 'is-settled'; // by no clock of this home
  const isDue =
    toldAt === null ? patienceMs === 0 || now >= kept.since + patienceMs : now >= toldAt + againMs + patienceMs;
  if (!isDue || device === undefined || isBridgeAway(device, devices) || isDenied?.(device.id) === true) return 'waits';
  if (!deviceCan['call-off-update'](device)) return 'is-settled';
  // it woke up: "stop" lets what has begun come to its end
  if (isUpdatingAt(device, now) && why !== 'called-off') return 'is-settled';
  const isShown = isScheduledAt(device, now);
  // at first it may not be shown yet
  if (toldAt === null) return since !== null || isShown ? 'tells' : 'looks-again';
  return isShown ? 'tells' : 'is-settled';
}

function settled(task: FirmwareTask, { why, since, hold }: Failed): FirmwareTask {
  return { ...task, stage: { at: 'failed', why, since, ...(hold !== undefined && { hold }) } };
}

function isWanted({ work, stage }: FirmwareTask): boolean {
  return work === 'update' && stage.at !== 'done' && stage.at !== 'failed';
}

import type { Device } from '@/core/device';
import type { FirmwareTask, Hold, UpdateRules } from '@/core/firmware/firmware-task';

import { againMs } from './forgetting';
import { isArmed, isBridgeAway, ruledOut, type Conditions } from './holds';
import { isScheduledAt } from './task-stage';

const minuteMs = 60_000;
/** where others wait for its network, a sleeper gives way after so long: all are to have a turn in the hours of one night */
const turnMs = { most: 120 * minuteMs, least: 10 * minuteMs } as const;
const minutesADay = 1440;

/** How often an update was taken back so far: who had fewer turns comes first. */
export function turnsOf({ takenBack = 0 }: FirmwareTask): number {
  return takenBack;
}

/**
 * Why the update that a bridge keeps for the waking of the device has to be taken back now; null: it may stay there, or its bridge
 * was told a moment ago, or could not hear it: what begins by itself keeps to the rules of what is begun.
 */
export function reasonToTakeBack(
  task: FirmwareTask,
  device: Device,
  queue: readonly FirmwareTask[],
  conditions: Conditions,
): Hold | null {
  const { stage } = task;
  const { now, devices } = conditions;
  if (!isKept(task, device, now) || isBridgeAway(device, devices)) return null;
  if (isBeingForgotten(task, device, now)) return null;
  const rule = ruledOut(task, device, isArmed(devices), conditions);
  if (rule !== null) return rule;
  const others = queue.filter((other) => waitsFor(other, task, device, conditions));
  const isOver =
    stage.at === 'scheduled' ? now - stage.since > turnOf(others.length, conditions.rules) : hasHadTurn(task, others);
  return others.length > 0 && isOver ? 'sleeper' : null;
}

/** Its bridge keeps it, or shows that it still does although it was told to forget it. */
function isKept({ stage, work, unattended }: FirmwareTask, device: Device, now: number): boolean {
  if (stage.at === 'scheduled') return true;
  return stage.at === 'waiting' && work === 'update' && unattended && isScheduledAt(device, now);
}

/** Its bridge was told a moment ago, by whichever clock of the home: what the device shows is from before that. */
export function isBeingForgotten({ stage }: FirmwareTask, device: Device, now: number): boolean {
  if (stage.at !== 'waiting' || stage.notBefore === undefined || !isScheduledAt(device, now)) return false;
  return Math.abs(now - stage.notBefore) < againMs;
}

function hasHadTurn(task: FirmwareTask, others: readonly FirmwareTask[]): boolean {
  return others.some((other) => turnsOf(other) < turnsOf(task));
}

/** Another of its network could begin if this sleeper did not wait there. */
function waitsFor(other: FirmwareTask, task: FirmwareTask, { via }: Device, { devices }: Conditions): boolean {
  if (other.device === task.device || other.stage.at !== 'waiting' || other.stage.hold !== 'sleeper') return false;
  return (devices.get(other.device)?.via ?? null) === via;
}

function turnOf(others: number, { hours }: UpdateRules): number {
  const minutes = hours === null ? minutesADay : (hours.to - hours.from + minutesADay) % minutesADay || minutesADay;
  return Math.min(turnMs.most, Math.max(turnMs.least, (minutes * minuteMs) / (others + 1)));
}

/** The task that waits again. Later than that try, so that it stands in every browser. */
export function takenBack(task: FirmwareTask, hold: Hold, now: number): FirmwareTask {
  const stage = { at: 'waiting', hold, notBefore: now } as const;
  if (task.stage.at === 'scheduled') return { ...task, takenBack: turnsOf(task) + 1, stage };
  // an end of its rest that lies ahead would win over this in every browser: so it counts as a try more, and as none of its own
  const isCutShort = task.stage.at === 'waiting' && (task.stage.notBefore ?? 0) > now;
  return isCutShort ? { ...task, tries: task.tries + 1, takenBack: turnsOf(task) + 1, stage } : { ...task, stage };
}

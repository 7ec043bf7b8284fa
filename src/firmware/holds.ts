import { isCutOff } from '@/core/describe';
import type { Device, DeviceId } from '@/core/device';
import type { FirmwareTask, Hold, UpdateRules } from '@/core/firmware/firmware-task';

import { longestRestMs } from './retry';
import { isScheduledAt, isUpdatingAt } from './task-stage';
import { mayStillRun, unsettled } from './unsettled';
import { isWithin } from './update-rules';

export type Devices = ReadonlyMap<DeviceId, Device>;

/** What the holds are judged by. `minute`: since midnight, local. */
export type Conditions = {
  readonly now: number;
  readonly minute: number;
  readonly rules: UpdateRules;
  readonly devices: Devices;
  /** the file of what is on offer is known to be another */
  readonly isHeldBack?: (device: Device) => boolean;
  /** the broker did not let this session, a watcher, start anything of it */
  readonly isDenied?: (device: DeviceId) => boolean;
};

/** What is at work in the home: how many on each network, and which locks and rooms are touched. */
export type AtWork = {
  readonly lanes: Map<DeviceId | null, number>;
  /** of those, how many have not begun: they begin whenever they wake up */
  readonly sleepers: Map<DeviceId | null, number>;
  locks: number;
  readonly rooms: Map<string | null, number>;
  /** which devices: of one that two browsers ordered each for itself, one order waits for the other */
  readonly updates: Set<DeviceId>;
  /** left for its waking up by somebody else, and counted as such: of one that is at work here it is not */
  readonly others: Set<DeviceId>;
  readonly isArmed: boolean;
};

/**
 * Tasks that are or may be at work, and updates that somebody else began or left for a sleeper: a network carries one file at a
 * time, whoever sent it.
 */
export function atWorkIn(tasks: readonly FirmwareTask[], devices: Devices, now: number): AtWork {
  const work = { ...nobodyAtWork(), isArmed: isArmed(devices) };
  const ours = new Set<DeviceId>();
  for (const task of unsettled(tasks, devices, now)) {
    if (!isAtWork(task) && !mayStillRun(task)) continue;
    // that it is asked says nothing of an update that somebody else began
    if (task.work === 'update') ours.add(task.device);
    add(work, task, devices.get(task.device), now);
  }
  for (const device of devices.values()) {
    const isScheduled = isScheduledAt(device, now);
    if (ours.has(device.id) || !(isScheduled || isUpdatingAt(device, now))) continue;
    if (isScheduled) work.others.add(device.id);
    add(work, othersWork, device, now);
  }
  return work;
}

export function nobodyAtWork(): AtWork {
  return {
    lanes: new Map(),
    sleepers: new Map(),
    locks: 0,
    rooms: new Map(),
    updates: new Set(),
    others: new Set(),
    isArmed: false,
  };
}

const othersWork = { work: 'update' } as const;

/** One more has begun; `change` −1: one less has. */
export function add(
  work: AtWork,
  task: Pick<FirmwareTask, 'work'>,
  device: Device | undefined,
  now: number,
  change: 1 | -1 = 1,
): void {
  const lane = laneOf(device);
  count(work.lanes, lane, change);
  if (task.work === 'check' || device === undefined) return;
  if (change === 1) work.updates.add(device.id);
  else work.updates.delete(device.id);
  if (isScheduledAt(device, now)) count(work.sleepers, lane, change);
  if (device.kind === 'lock') work.locks += change;
  if (isCamera(device)) count(work.rooms, device.room, change);
}

function count<T>(counts: Map<T, number>, item: T, change: number): void {
  counts.set(item, (counts.get(item) ?? 0) + change);
}

/** The update of a device that somebody left for its waking up is not in the way of the one that a person wants of it now. */
export function holdBesideOthers(
  task: FirmwareTask,
  device: Device,
  work: AtWork,
  conditions: Conditions,
): Hold | null {
  const { now } = conditions;
  const isCounted = task.work === 'update' && work.others.has(device.id);
  if (isCounted) add(work, task, device, now, -1);
  const hold = holdOf(task, device, work, conditions);
  if (isCounted) add(work, task, device, now);
  return hold;
}

export function isAtWork({ stage }: Pick<FirmwareTask, 'stage'>): boolean {
  return stage.at === 'running' || stage.at === 'scheduled' || stage.at === 'looked-after';
}

/** It waits here, or at its bridge for its device to wake up. */
export function isYetToBegin({ stage }: Pick<FirmwareTask, 'stage'>): boolean {
  return stage.at === 'waiting' || stage.at === 'scheduled';
}

/** Why `task` may not begin now; null: it may. */
function holdOf(task: FirmwareTask, device: Device, work: AtWork, conditions: Conditions): Hold | null {
  const { stage } = task;
  if (conditions.isDenied?.(task.device) === true) return 'right';
  if (isResting(stage, conditions)) return 'rest';
  const network = laneHold(laneOf(device), work, conditions.rules);
  return task.work === 'check' ? network : (updateHoldOf(task, device, work, conditions) ?? network);
}

/** An end of its rest that is further ahead than any rest lasts was set by a clock that was wrong. */
function isResting(stage: FirmwareTask['stage'], { now, rules }: Conditions): boolean {
  if (stage.at !== 'waiting' || stage.notBefore === undefined) return false;
  return now < stage.notBefore && stage.notBefore <= now + longestRestMs(rules);
}

/** What it could never be begun beside, whoever else is free. */
export function clashes(device: Device, work: AtWork, rules: UpdateRules): boolean {
  return (
    isFull(laneOf(device), work, rules) ||
    (device.kind === 'lock' && work.locks > 0) ||
    (isCamera(device) && isTouched(device, work))
  );
}

function updateHoldOf(task: FirmwareTask, device: Device, work: AtWork, conditions: Conditions): Hold | null {
  if (work.updates.has(device.id) || isUpdatingAt(device, conditions.now)) return 'network';
  const rule = ruledOut(task, device, work.isArmed, conditions);
  if (rule !== null) return rule;
  if (isBridgeAway(device, conditions.devices)) return 'bridge-offline';
  if (device.reachability === 'offline') return 'offline';
  if (device.kind === 'lock' && work.locks > 0) return 'lock';
  return isCamera(device) && isTouched(device, work) ? 'room-cameras' : null;
}

/** What the owner's rules do not let begin now, nor let a bridge begin by itself later; null: nothing. */
export function ruledOut(
  task: FirmwareTask,
  device: Device,
  armed: boolean,
  conditions: Omit<Conditions, 'devices'>,
): Hold | null {
  const { rules, minute } = conditions;
  if (conditions.isHeldBack?.(device) === true) return 'image';
  if (armed) return 'armed';
  if (task.unattended && !isWithin(rules.hours, minute)) return 'hours';
  return isTooLow(device, rules) ? 'battery' : null;
}

/** Its bridge hears nothing now, as far as that is known. */
export function isBridgeAway(device: Device, devices: Devices): boolean {
  return isCutOff(device) || (device.via !== null && devices.get(device.via)?.reachability === 'offline');
}

function isTouched({ room }: Device, { rooms }: AtWork): boolean {
  return (rooms.get(room) ?? 0) > 0;
}

function laneHold(lane: DeviceId | null, work: AtWork, rules: UpdateRules): Hold | null {
  if (!isFull(lane, work, rules)) return null;
  return (work.sleepers.get(lane) ?? 0) > 0 ? 'sleeper' : 'network';
}

/** A bridge carries one at a time; devices without one share what the rules allow. */
function isFull(lane: DeviceId | null, { lanes }: AtWork, { atOnceElsewhere }: UpdateRules): boolean {
  return (lanes.get(lane) ?? 0) >= (lane === null ? atOnceElsewhere : 1);
}

function laneOf(device: Device | undefined): DeviceId | null {
  return device?.via ?? null;
}

/** A battery of which nothing is known is none that is known to be low. */
function isTooLow({ battery }: Device, { batteryFloorPercent }: UpdateRules): boolean {
  if (battery === null) return false;
  const { percent, low } = battery.value;
  return low === true || (percent !== null && percent < batteryFloorPercent);
}

/** Then nobody is there, or all are asleep: no lock and no siren is to restart, and a camera is to see. */
export function isArmed(devices: Devices): boolean {
  for (const { state } of devices.values()) {
    const alarm = state.alarm?.value;
    if (alarm !== undefined && alarm !== 'disarmed') return true;
  }
  return false;
}

const isCamera = ({ kind }: Device) => kind === 'camera' || kind === 'doorbell';

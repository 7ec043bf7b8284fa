import type { Command } from '@/core/command';
import type { CommandRefusal } from '@/core/command-progress';
import type { Device, DeviceId } from '@/core/device';
import type { FirmwareOrder, FirmwareTask, TaskFailure, TaskStage } from '@/core/firmware-task';

import { isUpdatingAt, stageAfter } from './task-stage';

/** In the order in which they are to be done; one at a time on each bridge. */
export type FirmwareQueue = readonly FirmwareTask[];
export type Devices = ReadonlyMap<DeviceId, Device>;

const failed = (why: TaskFailure, since: number | null = null): TaskStage => ({ at: 'failed', why, since });

export function isUnfinished({ stage }: FirmwareTask): boolean {
  return stage.at === 'waiting' || stage.at === 'running';
}

/** The queue after what a person wants. When nothing is left to do, a new round begins and the old one is forgotten. */
export function ordered(queue: FirmwareQueue, order: FirmwareOrder, devices: Devices): FirmwareQueue {
  if (order.type === 'stop') {
    return queue.map((task) => (task.stage.at === 'waiting' ? { ...task, stage: failed('stopped') } : task));
  }
  const { work } = order;
  const round = queue.some(isUnfinished) ? queue : [];
  const going = new Set(round.filter((task) => isUnfinished(task) && task.work === work).map(({ device }) => device));
  const added = [...new Set(order.devices)].filter((device) => devices.has(device) && !going.has(device));
  const again = new Set(added);
  return [
    // an update makes the question that still waits needless; what runs is not taken back
    ...round.filter(({ device, stage }) => !again.has(device) || stage.at === 'running'),
    ...readyFirst(added, devices).map((device) => ({ device, work, stage: { at: 'waiting' } as const })),
  ];
}

/** Devices on mains power answer at once; sleepers may take a minute each, so they come last. */
function readyFirst(added: readonly DeviceId[], devices: Devices): readonly DeviceId[] {
  const sleeps = (id: DeviceId) => (devices.get(id)?.power === 'battery' ? 1 : 0);
  return added.toSorted((one, other) => sleeps(one) - sleeps(other));
}

export type Review = {
  /** the same object where nothing changed */
  readonly queue: FirmwareQueue;
  /** to be sent now */
  readonly start: readonly { readonly device: DeviceId; readonly command: Command }[];
};

/** Looks at what the devices show by `now`: what has come to an end, and what may begin. */
export function review(queue: FirmwareQueue, devices: Devices, now: number): Review {
  if (!queue.some(isUnfinished)) return { queue, start: [] };
  const looked = queue.map((task) => withStage(task, stageAfter(task, devices.get(task.device), now)));
  const held = heldBack(looked, devices);
  const start: { device: DeviceId; command: Command }[] = [];
  const busy = busyLanes(held, devices, now);
  const next = held.map((task): FirmwareTask => {
    const lane = laneOf(devices.get(task.device));
    if (task.stage.at !== 'waiting' || busy.has(lane)) return task;
    busy.add(lane);
    const command: Command = { type: task.work === 'check' ? 'check-for-update' : 'update' };
    start.push({ device: task.device, command });
    return { ...task, stage: { at: 'running', since: now, begun: false } };
  });
  return { queue: next.every((task, index) => task === queue[index]) ? queue : next, start };
}

/** A command that did not leave: its task is over. */
export function refused(queue: FirmwareQueue, device: DeviceId, why: CommandRefusal): FirmwareQueue {
  return queue.map((task) =>
    task.device === device && task.stage.at === 'running' ? { ...task, stage: failed(why, task.stage.since) } : task,
  );
}

function withStage(task: FirmwareTask, stage: TaskStage): FirmwareTask {
  return stage === task.stage ? task : { ...task, stage };
}

/** Behind an update of which nothing is heard any more, no other may begin: nobody knows whether it still runs. */
function heldBack(queue: FirmwareQueue, devices: Devices): FirmwareQueue {
  const unsure = new Set(
    queue
      .filter(({ work, stage }) => work === 'update' && stage.at === 'failed' && stage.why === 'silent')
      .map(({ device }) => laneOf(devices.get(device))),
  );
  if (unsure.size === 0) return queue;
  return queue.map((task) =>
    task.stage.at === 'waiting' && task.work === 'update' && unsure.has(laneOf(devices.get(task.device)))
      ? { ...task, stage: failed('held-back') }
      : task,
  );
}

/** What cannot carry one more: a task is at work there, or an update that somebody else began. */
function busyLanes(queue: FirmwareQueue, devices: Devices, now: number): Set<DeviceId | null> {
  const busy = new Set<DeviceId | null>();
  if (!queue.some(({ stage }) => stage.at === 'waiting')) return busy;
  for (const { device, stage } of queue) if (stage.at === 'running') busy.add(laneOf(devices.get(device)));
  for (const device of devices.values()) if (isUpdatingAt(device, now)) busy.add(laneOf(device));
  return busy;
}

/** A bridge carries one at a time; devices without one go one after the other too. */
function laneOf(device: Device | undefined): DeviceId | null {
  return device?.via ?? null;
}

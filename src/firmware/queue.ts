import type { Command, Intent } from '@/core/command';
import type { CommandRefusal } from '@/core/command-progress';
import { deviceCan } from '@/core/device-can';
import type { Device, DeviceId } from '@/core/device';
import type { FirmwareOrder, FirmwareTask, Hold, TaskStage } from '@/core/firmware/firmware-task';

import { endedEarly, withKept } from './forgetting';
import { heldBack } from './held-back';
import {
  add,
  atWorkIn,
  clashes,
  holdBesideOthers,
  isArmed,
  isAtWork,
  isYetToBegin,
  nobodyAtWork,
  ruledOut,
  type Devices,
} from './holds';
import { beforeTry, beforeUpdate, masked, watched } from './look-after';
import { waitedOn } from './patience';
import { afterFailure } from './retry';
import { isBeingForgotten, reasonToTakeBack, takenBack, turnsOf } from './sleeper-turn';
import type { FirmwareQueue, Look } from './queue-look';
import { sourceLook } from './source-look';
import { failed, isScheduledAt, isToBeAsked, stageAfter } from './task-stage';
import { mayStillRun, unsettled } from './unsettled';

export type { Devices };

const waiting: TaskStage = { at: 'waiting' };

export function isUnfinished({ stage }: Pick<FirmwareTask, 'stage'>): boolean {
  return stage.at === 'waiting' || isAtWork({ stage });
}

/** There is still something to look at: a task that is not over, or a device that is compared with before. */
export function isOpen({ stage }: Pick<FirmwareTask, 'stage'>): boolean {
  return isUnfinished({ stage }) || (stage.at === 'done' && stage.watch !== undefined);
}

/** The round is not over: there is something to look at, or an update that went silent may still run. */
export function goesOn(queue: FirmwareQueue, devices: Devices, now: number): boolean {
  return queue.some(isOpen) || unsettled(queue, devices, now).some(mayStillRun);
}

type Add = Extract<FirmwareOrder, { type: 'add' }>;

/** The queue after more is wanted. When nothing is left to do, a new round begins and the old one is forgotten. */
export function ordered(queue: FirmwareQueue, order: Add, devices: Devices, now: number): FirmwareQueue {
  const { work, unattended = false } = order;
  const round = goesOn(queue, devices, now) ? queue : [];
  const going = new Set(round.filter((task) => isUnfinished(task) && task.work === work).map(({ device }) => device));
  const added = [...new Set(order.devices)].filter((device) => devices.has(device) && !going.has(device));
  const again = new Set(added);
  return [
    ...round.filter((task) => !again.has(task.device) || !isReplaced(task, work)),
    ...readyFirst(added, devices).map((device, place): FirmwareTask => ({
      device,
      work,
      orderedAt: now,
      place,
      unattended,
      ...sourceOf(order, devices.get(device)),
      tries: 0,
      before: null,
      stage: waiting,
    })),
  ];
}

/** An update makes the question that still waits needless, a question no update; and what is over of that work is had anew. */
function isReplaced(task: FirmwareTask, by: FirmwareTask['work']): boolean {
  return isUnfinished(task) ? by === 'update' && task.work === 'check' && !isAtWork(task) : task.work === by;
}

/** A device that fetches its firmware itself takes whatever lies there: the address is part of what a person agrees to. */
function sourceOf({ work, sources = [] }: Add, device: Device | undefined): Pick<FirmwareTask, 'source'> {
  if (work !== 'update' || device === undefined || !device.capabilities.includes('firmware-source')) return {};
  return { source: masked(sources.find((agreed) => agreed.device === device.id)?.url ?? null) };
}

/** What waits, here or for a sleeper, is not begun; what runs comes to its end. */
export function stopped(queue: FirmwareQueue, now: number): FirmwareQueue {
  return queue.map((task) => (isYetToBegin(task) ? endedEarly(task, 'stopped', now) : task));
}

/** One that waits is taken out. One that runs is stopped by its bridge, if it can: its answer ends the task. */
export function calledOff(queue: FirmwareQueue, device: DeviceId, now: number): FirmwareQueue {
  return queue.map((task) =>
    task.device === device && isYetToBegin(task) ? endedEarly(task, 'called-off', now) : task,
  );
}

/** Devices on mains power answer at once; sleepers may take a minute each, so they come last. */
function readyFirst(added: readonly DeviceId[], devices: Devices): readonly DeviceId[] {
  const sleeps = (id: DeviceId) => (isSleeper(devices.get(id)) ? 1 : 0);
  return added.toSorted((one, other) => sleeps(one) - sleeps(other));
}

const isSleeper = (device: Device | undefined) => device?.power === 'battery';

export type Review = {
  /** the same object where nothing changed */
  readonly queue: FirmwareQueue;
  /** to be sent now */
  readonly start: readonly Intent[];
};

/** Looks at what the devices show by now: what has come to an end, and what may begin. */
export function review(queue: FirmwareQueue, look: Look): Review {
  if (!queue.some(isOpen)) return { queue, start: [] };
  const { devices, now, beside = [] } = look;
  const looked = queue.map((task) => lookedAt(task, look));
  const left = heldBack(looked, look);
  const start: Intent[] = [];
  const held = left.map((task, index): FirmwareTask => {
    const device = devices.get(task.device);
    const reason = device === undefined ? null : reasonToTakeBack(task, device, left, look);
    const next = reason === null ? task : takenBack(task, reason, now);
    const wasLeft = queue[index]?.stage.at === 'scheduled';
    if (reason !== null || (wasLeft && next.stage.at === 'waiting'))
      start.push({ device: task.device, command: { type: 'call-off-update' } });
    return isGivenUp(queue[index], next) && (wasLeft || isLeftYet(task, device, now)) ? withKept(next, now) : next;
  });
  const work = atWorkIn([...held, ...beside], devices, now);
  const begin = (task: FirmwareTask): FirmwareTask => {
    const device = devices.get(task.device);
    if (task.stage.at === 'looked-after' && device !== undefined && isToBeAsked(task, device, now)) {
      start.push({ device: task.device, command: { type: 'refresh' } });
      return { ...task, stage: { ...task.stage, askedAt: now } };
    }
    if (task.stage.at !== 'waiting' || device === undefined || isBeingForgotten(task, device, now)) return task;
    if (look.mayBegin && isBegunByOthers(task, device, look)) return begun(task, device, look, leaving);
    const hold = holdBesideOthers(task, device, work, look);
    if (hold !== null || !look.mayBegin) return withHold(task, task.stage, hold);
    const seen = sourceLook(task, task.stage, device, now);
    if (seen.asks) start.push({ device: task.device, command: { type: 'refresh' } });
    if (seen.stage !== null) return withStage(task, afterFailure(task, seen.stage, device, look));
    add(work, task, device, now);
    const command = commandOf(task, device);
    start.push({ device: task.device, command });
    return begun(task, device, look, command);
  };
  // a sleeper that did not wake up in its turn lets the others have theirs
  const inTurn = held.toSorted((one, other) => turnsOf(one) - turnsOf(other));
  const nextOf = new Map(inTurn.map((task) => [task, begin(task)]));
  const next = waitedAll(
    held.map((task) => nextOf.get(task) ?? task),
    look,
  );
  return { queue: next.every((task, index) => task === queue[index]) ? queue : next, start };
}

/** An update that is given up must not begin when its device wakes up after all. */
function isGivenUp(before: FirmwareTask | undefined, { stage }: FirmwareTask): boolean {
  return stage.at === 'failed' && before?.stage.at !== 'failed';
}

/** What still waits after a look, and how long it does: nothing is given up for a queue that goes on. */
function waitedAll(queue: FirmwareQueue, { devices, now, rules, beside = [] }: Look): FirmwareQueue {
  const work = nobodyAtWork();
  for (const task of [...queue, ...beside])
    if (task.work === 'update' && isAtWork(task)) add(work, task, devices.get(task.device), now);
  return queue.map((task) => {
    const device = devices.get(task.device);
    if (task.stage.at !== 'waiting' || device === undefined) return task;
    const next = waitedOn(task, clashes(device, work, rules), now);
    return isGivenUp(task, next) && isLeftYet(task, device, now) ? withKept(next, now) : next;
  });
}

/** Its bridge was to forget it, and shows it still. */
function isLeftYet({ work, unattended }: FirmwareTask, device: Device | undefined, now: number): boolean {
  return work === 'update' && unattended && device !== undefined && isScheduledAt(device, now);
}

const leaving: Command = { type: 'schedule-update' };

/**
 * What it waits for was left for the device's waking up already: by another session, whose plan was lost, or by somebody at its
 * bridge. So it is waited for as if it were this plan's own, and called off when the device does not wake up in time.
 */
function isBegunByOthers(task: FirmwareTask, device: Device, look: Look): boolean {
  if (task.work !== 'update' || !isScheduledAt(device, look.now)) return false;
  if (ruledOut(task, device, isArmed(look.devices), look) !== null) return false;
  return commandOf(task, device).type === leaving.type;
}

function commandOf({ work, unattended }: FirmwareTask, device: Device): Command {
  if (work === 'check') return { type: 'check-for-update' };
  const sleeps = unattended && isSleeper(device) && deviceCan['schedule-update'](device);
  return sleeps ? leaving : { type: 'update' };
}

function begun(task: FirmwareTask, device: Device, { now, messagesAnHour }: Look, { type }: Command): FirmwareTask {
  const before = beforeTry(task.before, beforeUpdate(device, messagesAnHour?.(device) ?? null));
  // what was told a moment ago, of the update of somebody else or to another question, is no answer to this one
  const lastTold = type === 'check-for-update' ? device.lastCheck : device.lastUpdate;
  const since = lastTold?.at === now ? now + 1 : now;
  const stage: TaskStage =
    type === 'schedule-update' ? { at: 'scheduled', since } : { at: 'running', since, begun: false };
  return { ...task, tries: task.tries + 1, before, stage };
}

/** `isDenied`: the broker does not let this session, a watcher, command that device; others may. */
type Refusal = Pick<Look, 'now' | 'rules' | 'isDenied'>;

/** A command that did not leave: its task is over, or tried again, or left to somebody who may. */
export function refused(queue: FirmwareQueue, device: Device, why: CommandRefusal, refusal: Refusal): FirmwareQueue {
  const { now, isDenied } = refusal;
  return queue.map((task) => {
    if (task.device !== device.id || (task.stage.at !== 'running' && task.stage.at !== 'scheduled')) return task;
    // later than that try, so that it stands in every browser
    if (isDenied?.(device.id) === true) return { ...task, stage: { at: 'waiting', hold: 'right', notBefore: now } };
    return withStage(task, afterFailure(task, failed(why, task.stage.since), device, refusal));
  });
}

function lookedAt(task: FirmwareTask, look: Look): FirmwareTask {
  const { devices, now, readBackUntil, sureFrom } = look;
  const device = devices.get(task.device);
  if (task.stage.at === 'done') return withStage(task, watched(task.stage, task.before, device, now));
  const stage = stageAfter(task, device, now, { answersFrom: readBackUntil, sureFrom });
  // its rest would be further than this in every browser: so it counts as a try more, and as none of its own
  if (task.stage.at === 'waiting' && stage.at === 'looked-after')
    return { ...task, tries: task.tries + 1, takenBack: turnsOf(task) + 1, stage };
  return stage === task.stage ? task : withStage(task, afterFailure(task, stage, device, look));
}

function withStage(task: FirmwareTask, stage: TaskStage): FirmwareTask {
  return stage === task.stage ? task : { ...task, stage };
}

function withHold(task: FirmwareTask, stage: Extract<TaskStage, { at: 'waiting' }>, hold: Hold | null): FirmwareTask {
  return (stage.hold ?? null) === hold ? task : { ...task, stage: { ...stage, hold } };
}

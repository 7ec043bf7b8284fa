import type { Device } from '@/core/device';
import type { BeforeUpdate, FirmwareTask, TaskFailure, TaskStage, Watch } from '@/core/firmware/firmware-task';

import { masked, watchOf } from './look-after';
import { compareVersions } from './version-order';

/** a bridge asks a sleeper for a minute before it gives up */
const checkPatienceMs = 90_000;
/** an update tells how it goes every few seconds, at the worst every few minutes */
const updatePatienceMs = 15 * 60_000;
/** a bridge says at once that it begins, or why not; a device that only restarts is back by then */
const beginPatienceMs = 5 * 60_000;
/** between the state that an update ended and the answer that tells why */
const explanationMs = 10_000;
/** a device that restarts with a new firmware is interviewed again; a slow one takes minutes */
const returnPatienceMs = 10 * 60_000;
/** of which nobody says whether it is there: a sensor that has nothing to report speaks once an hour */
const silencePatienceMs = 2 * 3_600_000;
/** who took the plan over may have another clock than who heard the update end */
const clocksApartMs = 3 * 60_000;
/** a sleeper that did not wake within a day has another trouble */
export const sleepPatienceMs = 26 * 3_600_000;

/** An update is under way, and a word of it came not too long ago. */
export function isUpdatingAt({ firmware }: Device, now: number): boolean {
  return firmware?.value.updating != null && now - firmware.at <= updatePatienceMs;
}

/** Its bridge gives it a file as soon as it wakes up, by a word that is no older than a sleeper is waited for. */
export function isScheduledAt({ firmware }: Device, now: number): boolean {
  return firmware?.value.scheduled === true && firmware.value.updating === null && now - firmware.at <= sleepPatienceMs;
}

type Begun = Extract<TaskStage, { at: 'running' | 'scheduled' | 'looked-after' }>;
type LookedAfter = Extract<TaskStage, { at: 'looked-after' }>;
type Running = Extract<TaskStage, { at: 'running' }>;

export const failed = (why: TaskFailure, since: number | null = null): TaskStage => ({ at: 'failed', why, since });
const done: TaskStage = { at: 'done' };

/**
 * Since when, ms, patience is measured at the most. `answersFrom`: this session would have heard an answer since; `sureFrom`: its
 * clock has gone steadily since. Absent: always.
 */
export type HeardFrom = { readonly answersFrom?: number | undefined; readonly sureFrom?: number | undefined };

/** The stage of a task by what its device shows; the same object where nothing changed. */
export function stageAfter(
  task: FirmwareTask,
  device: Device | undefined,
  now: number,
  { answersFrom = 0, sureFrom = 0 }: HeardFrom = {},
): TaskStage {
  const { stage, work } = task;
  if (stage.at === 'done' || stage.at === 'failed') return stage;
  if (device === undefined) return failed('gone');
  switch (stage.at) {
    case 'waiting':
      if (work !== 'update' || !isUpToDate(device)) return stage;
      // a try that was given up had begun after all: it is well only when it is back
      return runsAnother(task.before, device) ? lookAfter(task, { at: 'looked-after', since: now }, device, now) : done;
    case 'running':
      return work === 'check'
        ? checkAfter(stage, device, now, Math.max(answersFrom, sureFrom))
        : updateAfter(task, stage, device, now, sureFrom);
    case 'scheduled':
      return scheduledAfter(task, stage, device, now, sureFrom);
    case 'looked-after':
      return lookAfter(task, stage, device, now, sureFrom);
  }
}

function checkAfter(stage: Running, { lastCheck }: Device, now: number, heardFrom: number): TaskStage {
  if (lastCheck !== null && lastCheck.at >= stage.since) {
    return lastCheck.value.outcome === 'answered' ? done : failed('told', stage.since);
  }
  // whoever asked may be gone, with a clock that was behind: that bridge may be at it for longer than this clock says
  return now - Math.max(stage.since, heardFrom) > checkPatienceMs ? failed('silent', stage.since) : stage;
}

/** The answer tells how an update ended. Where there is none (or it was missed), the device's own state does. */
function updateAfter(task: FirmwareTask, stage: Running, device: Device, now: number, sureFrom: number): TaskStage {
  const { since } = stage;
  const { firmware } = device;
  const told = toldEnd(task, stage, device, now);
  if (told !== null) return told;
  const toldAt = Math.max(since, firmware?.at ?? 0, sureFrom);
  if (firmware?.value.updating) {
    if (now - toldAt > updatePatienceMs) return failed('silent', since);
    return stage.begun ? stage : { ...stage, begun: true };
  }
  const fresh = firmware !== null && !firmware.retained && firmware.at >= since;
  if (fresh && stage.begun && now - Math.max(firmware.at, sureFrom) > explanationMs)
    return failed('unexplained', since);
  if (!stage.begun && now - Math.max(since, sureFrom) > beginPatienceMs) return failed('unanswered', since);
  return now - toldAt > updatePatienceMs ? failed('silent', since) : stage;
}

function scheduledAfter(task: FirmwareTask, stage: Begun, device: Device, now: number, sureFrom: number): TaskStage {
  const { firmware } = device;
  const waitedMs = now - Math.max(stage.since, sureFrom);
  if (firmware?.value.updating) return { at: 'running', since: stage.since, begun: true };
  const isWord = firmware !== null && !firmware.retained && firmware.at >= stage.since;
  const isRefused = isWord && firmware.value.scheduled !== true && waitedMs > checkPatienceMs;
  if (isRefused && toldEnd(task, stage, device, now) === null) return failed('unexplained', stage.since);
  const told = toldEnd(task, stage, device, now);
  if (told !== null) return told;
  // a bridge that keeps a file shows so at once
  if (firmware?.value.scheduled !== true && waitedMs > beginPatienceMs) return failed('unanswered', stage.since);
  return waitedMs > sleepPatienceMs ? failed('slept', stage.since) : stage;
}

/** How it ended, by the answer of its bridge or by the version that the device shows; null: nobody has told. */
function toldEnd(task: FirmwareTask, { since }: Begun, device: Device, now: number): TaskStage | null {
  const { lastUpdate, firmware } = device;
  if (lastUpdate !== null && lastUpdate.at >= since) {
    if (lastUpdate.value.outcome !== 'succeeded') return failed('told', since);
    return lookAfter(task, { at: 'looked-after', since: now }, device, now);
  }
  if (firmware === null || firmware.value.updating) return null;
  const fresh = !firmware.retained && firmware.at >= since && firmware.value.updateAvailable === false;
  // after a loss the new version may be all that is left of the answer
  if (!fresh && !runsAnother(task.before, device)) return null;
  return lookAfter(task, { at: 'looked-after', since: now }, device, now);
}

/** Somebody else has updated it, or there was nothing to do. */
function isUpToDate({ firmware }: Device): boolean {
  return (
    firmware !== null && !firmware.retained && firmware.value.updateAvailable === false && !firmware.value.updating
  );
}

/**
 * Its bridge is asked to let it speak, where only its own word shows that it is back: many a device has none to say for hours.
 * Once, when an answer could be no echo of the update any more.
 */
export function isToBeAsked({ stage }: FirmwareTask, { reachability }: Device, now: number): boolean {
  if (stage.at !== 'looked-after' || stage.askedAt !== undefined || reachability !== 'unknown') return false;
  return now >= stage.since + clocksApartMs;
}

/** Updated, as is said: is it back, and does it run what it was to run? */
function lookAfter(task: FirmwareTask, stage: LookedAfter, device: Device, now: number, sureFrom = 0): TaskStage {
  // how it went on, and what its bridge says at the end, is no word of a device that has begun anew
  const hasSpoken = isHeardSince(device, stage.since + clocksApartMs) || tellsItsNewVersion(task, device);
  const isBack = hasSpoken && !device.firmware?.value.updating;
  const runsTheSame = task.before !== null && isSameVersion(task.before, device);
  const runsOlder = task.before !== null && isOlderThanOffered(task.before, device);
  if (isBack && !runsTheSame && !runsOlder) return doneWith(watchOf(task.before, device, now));
  const patienceMs = !isBack && device.reachability === 'unknown' ? silencePatienceMs : returnPatienceMs;
  if (now - Math.max(stage.since, sureFrom) <= patienceMs) return stage;
  if (!isBack) return failed('not-back', stage.since);
  if (!runsTheSame) return failed('other-version', stage.since);
  return failed(task.source == null ? 'same-version' : 'same-file', stage.since);
}

/** It was heard since its update had ended at `endedAt`: no echo of that. */
export function isBackSince(device: Device, endedAt: number): boolean {
  return isHeardSince(device, endedAt + clocksApartMs) && !device.firmware?.value.updating;
}

/** Where nobody says whether a device is online (a bridge that does not look after that), its own word has to. */
function isHeardSince({ reachability, lastSeen, lastSeenLive }: Device, at: number): boolean {
  if (reachability !== 'unknown') return reachability !== 'offline';
  return lastSeenLive && lastSeen !== null && lastSeen >= at;
}

/** Of one behind no bridge nobody tells another version but itself, once it runs. */
function tellsItsNewVersion({ before }: FirmwareTask, device: Device): boolean {
  const { via, reachability, firmware } = device;
  if (via !== null || reachability !== 'unknown' || firmware === null || firmware.retained) return false;
  return runsAnother(before, device);
}

/** The number of a file is sure; a text may be of another numbering, and then nobody can tell. */
function isOlderThanOffered({ offered }: BeforeUpdate, { firmware }: Device): boolean {
  const { installed = null, fileInstalled = null } = firmware?.value ?? {};
  const { version = null, file = null } = offered ?? {};
  if (file !== null && fileInstalled !== null) return fileInstalled < file;
  return version !== null && installed !== null && compareVersions(installed, version) === -1;
}

function doneWith(watch: Watch | null): TaskStage {
  return watch === null ? done : { at: 'done', watch };
}

/** Both versions are known, and at least one is another. */
function runsAnother(before: BeforeUpdate | null, { firmware }: Device): boolean {
  if (before === null || firmware === null) return false;
  const { installed, fileInstalled } = firmware.value;
  const differ = <T>(one: T | null, other: T | null) => one !== null && other !== null && one !== other;
  return differ(before.installed, masked(installed)) || differ(before.fileInstalled, fileInstalled);
}

/** Something is known of both, and nothing of it is another. */
export function isSameVersion(before: BeforeUpdate, device: Device): boolean {
  const { installed = null, fileInstalled = null } = device.firmware?.value ?? {};
  const known =
    (before.installed !== null && installed !== null) || (before.fileInstalled !== null && fileInstalled !== null);
  return known && !runsAnother(before, device);
}

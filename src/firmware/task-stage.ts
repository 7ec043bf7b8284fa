import type { Device } from '@/core/device';
import type { FirmwareTask, TaskFailure, TaskStage } from '@/core/firmware-task';

/** a bridge asks a sleeper for a minute before it gives up */
const checkPatienceMs = 90_000;
/** an update tells how it goes every few seconds, at the worst every few minutes */
const updatePatienceMs = 15 * 60_000;
/** between the state that an update ended and the answer that tells why */
const explanationMs = 10_000;

/** An update is under way, and a word of it came not too long ago. */
export function isUpdatingAt({ firmware }: Device, now: number): boolean {
  return firmware?.value.updating != null && now - firmware.at <= updatePatienceMs;
}

type Running = Extract<TaskStage, { at: 'running' }>;

const done: TaskStage = { at: 'done' };
const failed = (why: TaskFailure, { since }: Running): TaskStage => ({ at: 'failed', why, since });

/** The stage of a task by what its device shows; the same object where nothing changed. */
export function stageAfter({ work, stage }: FirmwareTask, device: Device | undefined, now: number): TaskStage {
  if (stage.at !== 'running' && stage.at !== 'waiting') return stage;
  if (device === undefined) return { at: 'failed', why: 'gone', since: null };
  if (stage.at === 'waiting') return stage;
  return work === 'check' ? checkAfter(stage, device, now) : updateAfter(stage, device, now);
}

function checkAfter(stage: Running, { lastCheck }: Device, now: number): TaskStage {
  if (lastCheck !== null && lastCheck.at >= stage.since) {
    return lastCheck.value.outcome === 'answered' ? done : failed('told', stage);
  }
  return now - stage.since > checkPatienceMs ? failed('silent', stage) : stage;
}

/** The answer tells how an update ended. Where there is none (or it was missed), the device's own state does. */
function updateAfter(stage: Running, { lastUpdate, firmware }: Device, now: number): TaskStage {
  const { since } = stage;
  if (lastUpdate !== null && lastUpdate.at >= since) {
    return lastUpdate.value.outcome === 'succeeded' ? done : failed('told', stage);
  }
  const toldAt = firmware === null ? since : Math.max(since, firmware.at);
  if (firmware?.value.updating) {
    if (now - toldAt > updatePatienceMs) return failed('silent', stage);
    return stage.begun ? stage : { ...stage, begun: true };
  }
  const fresh = firmware !== null && !firmware.retained && firmware.at >= since;
  if (fresh && firmware.value.updateAvailable === false) return done;
  if (fresh && stage.begun && now - firmware.at > explanationMs) return failed('unexplained', stage);
  return now - toldAt > updatePatienceMs ? failed('silent', stage) : stage;
}

import type { Device } from '@/core/device';
import type { FirmwareTask, TaskStage, UpdateRules } from '@/core/firmware/firmware-task';

import { causeOf } from './cause';

const minuteMs = 60_000;
/** five minutes, twenty, eighty: a mesh heals in minutes, a server comes back in an hour */
const restMs = (tries: number) => 5 * minuteMs * 4 ** Math.max(0, tries - 1);

/** So long a task rests at the most; clocks of a home may be some minutes apart. */
export function longestRestMs({ mostTries }: UpdateRules): number {
  return restMs(mostTries) + 10 * minuteMs;
}

/** A failed try becomes a rest where nobody looks on, another try has a chance, and tries are left. */
export function afterFailure(
  task: FirmwareTask,
  stage: TaskStage,
  device: Device | undefined,
  { now, rules }: { readonly now: number; readonly rules: UpdateRules },
): TaskStage {
  const tries = task.tries - (task.takenBack ?? 0);
  if (stage.at !== 'failed' || !task.unattended || tries >= rules.mostTries || device === undefined) return stage;
  if (!mayPass(stage, device)) return stage;
  return { at: 'waiting', hold: 'rest', notBefore: now + restMs(tries) };
}

function mayPass({ why }: Extract<TaskStage, { at: 'failed' }>, device: Device): boolean {
  if (why === 'told') return causeOf(device, device.lastUpdate?.value.reason ?? null).passes === true;
  return (
    why === 'unexplained' ||
    why === 'source-unknown' ||
    why === 'unanswered' ||
    why === 'timed-out' ||
    why === 'not-connected'
  );
}

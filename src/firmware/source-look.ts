import type { Device } from '@/core/device';
import type { FirmwareTask, TaskStage } from '@/core/firmware/firmware-task';
import { reasonAgainstSource } from '@/core/firmware/update-source';

import { failed } from './task-stage';

type Waiting = Extract<TaskStage, { at: 'waiting' }>;

/** a device that is there answers within seconds */
const answerPatienceMs = 30_000;
/** an answer that is older is asked for again */
const mostAgeMs = 60_000;

/** `stage` null: it may begin. `asks`: the device is to be asked now. */
type SourceLook = { readonly stage: TaskStage | null; readonly asks: boolean };

const mayBegin: SourceLook = { stage: null, asks: false };

/**
 * Where a device fetches its firmware from is read again right before it begins: whoever may command it may have set it to
 * another address since a person agreed to one.
 */
export function sourceLook(task: FirmwareTask, stage: Waiting, device: Device, now: number): SourceLook {
  if (task.work !== 'update' || !device.capabilities.includes('firmware-source')) return mayBegin;
  const { askedAt = null } = stage;
  const { updateSource: told } = device;
  const ask: SourceLook = { stage: { ...stage, hold: 'source', askedAt: now }, asks: true };
  if (askedAt === null) return ask;
  if (told === null || told.retained || told.at < askedAt) {
    const isOver = now - askedAt > answerPatienceMs;
    return { stage: isOver ? failed('source-unknown') : asWaiting(stage), asks: false };
  }
  if (now - told.at > mostAgeMs) return ask;
  if (reasonAgainstSource(told.value) !== null) return { stage: failed('source-refused'), asks: false };
  return told.value.url === task.source ? mayBegin : { stage: failed('source-changed'), asks: false };
}

/** The same object while nothing changes: each change is told to everybody. */
function asWaiting(stage: Waiting): Waiting {
  return stage.hold === 'source' ? stage : { ...stage, hold: 'source' };
}

import type { Device, DeviceId } from '@/core/device';
import { progressOf, type BatchPart } from '@/credentials/batch/batch';
import type { StandingBatch } from '@/credentials/batch/batch-register';
import { batchSentence } from '@/credentials/batch/batch-words';
import { batchTimeLeft } from '@/credentials/time-left/batch-time-left';
import { driverOf, usualMs, type Took } from '@/credentials/time-left/pace';

import type { BatchMemory } from './batch-memory';
import type { BatchAnswer, BatchState } from './batch-questions';

/** A batch as the account database tells it. */
export type ReadBatch = { readonly batch: StandingBatch | null; readonly parts: readonly BatchPart[] };

type Here = {
  /** what this browser does about it */
  readonly state: BatchState;
  readonly memory: BatchMemory;
  readonly devices: ReadonlyMap<DeviceId, Device>;
  /** what devices took in this visit */
  readonly took: readonly Took[];
  readonly patienceMs: number;
  /** 0: this broker needs no rest */
  readonly restMs: number;
};

/** How it stands, for the page. */
export function batchAnswer({ batch, parts }: ReadBatch, here: Here): BatchAnswer {
  return {
    outcome: 'told',
    batch: batch === null ? null : { ...batch.note, state: here.state, sentence: batchSentence(here.state, parts) },
    parts,
    ...progressOf(parts),
    timeLeft: timeLeftOf(parts, here),
  };
}

function timeLeftOf(parts: readonly BatchPart[], { memory, devices, took, patienceMs, restMs }: Here): string | null {
  const waitedFor = parts.filter(({ account, state }) => state !== 'running' || !memory.passed.has(account));
  return batchTimeLeft(waitedFor, {
    usualMs: ({ device, way }) => (way === null ? null : usualMs(driverOf(devices.get(device ?? ''), way), took)),
    sinceMs: ({ account }) => memory.underWayMs(account),
    patienceMs,
    restMs,
  });
}

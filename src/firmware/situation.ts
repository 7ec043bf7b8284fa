import type { Currency } from '@/core/firmware/currency';
import { isCutOff } from '@/core/describe';
import type { Device } from '@/core/device';
import type { FirmwareTask, Hold } from '@/core/firmware/firmware-task';

import { currencyOf, standingOf, type Standing } from './currency';
import { evidenceWords } from './currency-words';
import { failureWords, outcomeWords } from './outcome-words';
import { causeOfTask, isNoFailure } from './task-cause';

/** What is to be said of a device's firmware right now: the thing in motion first, then how the last one ended. */
export type Situation =
  | { readonly kind: 'updating'; readonly percent: number | null; readonly remainingSeconds: number | null }
  /** `hold`: why it has not begun, where that is more than its turn */
  | { readonly kind: 'waiting'; readonly hold?: Hold }
  /** `checking`: updated, and not seen to be well yet */
  | { readonly kind: 'asking' | 'starting' | 'scheduled' | 'checking' }
  | { readonly kind: 'failed'; readonly sentence: string; readonly advice: string | null; readonly at: number | null }
  | { readonly kind: 'updated'; readonly sentence: string; readonly at: number }
  | {
      readonly kind: 'standing';
      readonly currency: Currency;
      readonly evidence: string;
      readonly askedAt: number | null;
    };

/** `task`: what the queue of this round has for the device. `standing`: where more is known than the device says */
export function situationOf(
  device: Device,
  task: FirmwareTask | undefined,
  standing: Standing = standingOf(device),
): Situation {
  const updating = device.firmware?.value.updating;
  if (updating) return isCutOff(device) ? outOfSight(device) : { kind: 'updating', ...updating };
  if (task?.stage.at === 'waiting') return waitingFor(task.stage.hold ?? null);
  if (task?.stage.at === 'running') return { kind: task.work === 'check' ? 'asking' : 'starting' };
  if (task?.stage.at === 'scheduled') return { kind: 'scheduled' };
  if (task?.stage.at === 'looked-after') return { kind: 'checking' };
  return (task === undefined ? null : failureOf(device, task)) ?? lastUpdateOf(device) ?? stands(device, standing);
}

function waitingFor(hold: Hold | null): Situation {
  return hold === null || hold === 'network' ? { kind: 'waiting' } : { kind: 'waiting', hold };
}

function outOfSight({ firmware }: Device): Situation {
  return {
    kind: 'failed',
    sentence: 'Nobody knows how its update goes: its bridge is offline.',
    advice: 'Leave its power on, and look again when the bridge is back.',
    at: firmware?.at ?? null,
  };
}

function stands(device: Device, standing: Standing): Situation {
  const { lastCheck } = device;
  const askedAt = lastCheck?.value.outcome === 'answered' ? lastCheck.at : null;
  return { kind: 'standing', currency: standing.currency, evidence: evidenceWords(device, standing), askedAt };
}

function lastUpdateOf(device: Device): Situation | null {
  const { lastUpdate } = device;
  const words = outcomeWords(device);
  if (lastUpdate === null || words === null) return null;
  const { at } = lastUpdate;
  return words.failed ? { ...words, kind: 'failed', at } : { kind: 'updated', sentence: words.sentence, at };
}

/** What the device itself does not tell: it only never came to it, or nothing was heard. null: the device tells. */
function failureOf(device: Device, { work, stage }: FirmwareTask): Situation | null {
  if (stage.at !== 'failed' || stage.why === 'told' || isNoFailure(stage.why)) return null;
  const answer = work === 'check' ? device.lastCheck : device.lastUpdate;
  const late = answer !== null && stage.since !== null && answer.at >= stage.since;
  if (late || (work === 'update' && currencyOf(device) === 'current')) return null;
  const cause = causeOfTask(stage.why, stage.hold ?? null, device);
  if (work === 'update') return { ...failureWords(device, null, cause), kind: 'failed', at: null };
  return { kind: 'failed', sentence: `It could not be asked: ${cause.why}.`, advice: cause.advice, at: null };
}

import type { Currency } from '@/core/currency';
import { isCutOff } from '@/core/describe';
import type { Device } from '@/core/device';
import type { FirmwareTask, TaskFailure } from '@/core/firmware-task';

import { silence, type Cause } from './cause';
import { currencyOf, standingOf, type Standing } from './currency';
import { evidenceWords } from './currency-words';
import { failureWords, outcomeWords } from './outcome-words';

/** What is to be said of a device's firmware right now: the thing in motion first, then how the last one ended. */
export type Situation =
  | { readonly kind: 'updating'; readonly percent: number | null; readonly remainingSeconds: number | null }
  | { readonly kind: 'waiting' | 'asking' | 'starting' }
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
  if (task?.stage.at === 'waiting') return { kind: 'waiting' };
  if (task?.stage.at === 'running') return { kind: task.work === 'check' ? 'asking' : 'starting' };
  return (task === undefined ? null : failureOf(device, task)) ?? lastUpdateOf(device) ?? stands(device, standing);
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
  if (stage.at !== 'failed' || stage.why === 'told' || stage.why === 'gone' || stage.why === 'stopped') return null;
  const answer = work === 'check' ? device.lastCheck : device.lastUpdate;
  const late = answer !== null && stage.since !== null && answer.at >= stage.since;
  if (late || (work === 'update' && currencyOf(device) === 'current')) return null;
  const cause = causes[stage.why](device);
  if (work === 'update') return { ...failureWords(device, null, cause), kind: 'failed', at: null };
  return { kind: 'failed', sentence: `It could not be asked: ${cause.why}.`, advice: cause.advice, at: null };
}

const causes: Readonly<Record<Exclude<TaskFailure, 'told' | 'gone' | 'stopped'>, (device: Device) => Cause>> = {
  unexplained: () => ({ why: 'it ended, and nobody told why', advice: 'Try again later.' }),
  silent: silence,
  'held-back': () => ({
    why: 'it was not started, because nobody knows whether the update before it still runs',
    advice: 'Look after that device first, then start this one again.',
  }),
  'not-authorised': () => ({
    why: 'the broker did not pass the request on',
    advice: 'The account you signed in with may not send requests to the bridge.',
  }),
  'not-connected': () => ({ why: 'there was no connection to the broker', advice: 'Try again when it is back.' }),
  cannot: () => ({ why: 'this device does not take that command', advice: 'Nothing was sent.' }),
  'timed-out': () => ({
    why: 'the broker did not confirm the request in time',
    advice: 'It may have arrived all the same: look at the device before you try again.',
  }),
  lost: () => ({ why: 'the page lost its session', advice: 'Reload the page.' }),
};

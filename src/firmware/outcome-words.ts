import type { Device } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { causeOf, type Cause } from './cause';
import { currencyOf } from './currency';
import { installedWords } from './version-words';

/** How the last update went: one sentence, and what to do now. */
export type OutcomeWords = { readonly failed: boolean; readonly sentence: string; readonly advice: string | null };

/** null: no update was heard of, one is under way, or the failure is overtaken by a device that is up to date. */
export function outcomeWords(device: Device): OutcomeWords | null {
  const { lastUpdate, firmware } = device;
  if (lastUpdate === null || firmware?.value.updating) return null;
  const { outcome, percent, reason } = lastUpdate.value;
  if (outcome === 'succeeded') {
    const now = installedWords(device);
    return {
      failed: false,
      sentence: now === null ? 'The update went well.' : `The update went well: it runs ${now} now.`,
      advice: null,
    };
  }
  if (currencyOf(device) === 'current') return null;
  return failureWords(device, percent, causeOf(device, reason));
}

/** "The update of the hallway plug stopped at 60 %: the device did not answer. It still runs the old version. …" */
export function failureWords(device: Device, percent: number | null, { why, advice }: Cause): OutcomeWords {
  const how = percent !== null && percent > 0 ? `stopped at ${Math.round(percent)} %` : 'failed';
  const version = installedWords(device);
  const runs =
    device.reachability === 'offline'
      ? 'It is offline now, so nobody knows yet what it runs.'
      : `It still runs the old version${version === null ? '' : `, ${version}`}.`;
  return {
    failed: true,
    sentence: `The update of ${spokenName(device.name)} ${how}: ${why}.`,
    advice: `${runs} ${advice}`,
  };
}

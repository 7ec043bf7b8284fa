import type { Currency } from '@/core/firmware/currency';
import type { Device } from '@/core/device';
import { deviceCan } from '@/core/device-can';
import { startSentence } from '@/core/spoken-name';

import { causeOf } from './cause';
import { standingOf, type Standing } from './currency';
import { updateElsewhere } from './startable';
import { installedWords, latestWords } from './version-words';

/** A currency in two or three words. */
export const currencyWords: Readonly<Record<Currency, string>> = {
  current: 'Up to date',
  behind: 'Update available',
  vulnerable: 'Has a known weakness',
  unsupported: 'No longer supported',
  unknown: 'Unknown',
};

/** What the currency of a device rests on, in a sentence. When it was asked is `Device.lastCheck`. */
export function evidenceWords(device: Device, standing: Standing = standingOf(device)): string {
  const { currency, evidence } = standing;
  const installed = installedWords(device) ?? 'an unknown version';
  const latest = latestWords(device);
  switch (evidence) {
    case 'told':
      return startSentence(
        currency === 'current'
          ? `${says(device)} that there is nothing newer.`
          : `${says(device)} that ${latest === null ? 'an update' : named(latest)} is available.`,
      );
    case 'compared':
      return currency === 'current'
        ? `It runs the latest that anybody names, ${named(installed)}.`
        : `It runs ${named(installed)}, and the latest is ${named(latest ?? '')}.`;
    case 'index':
      return currency === 'current'
        ? 'The Zigbee OTA index has no newer file for its model.'
        : `The Zigbee OTA index has a newer file for its model. ${askedWords(device)}`;
    case 'ahead':
      return `It runs ${named(installed)}, which is newer than what is on offer.`;
    case 'incomparable':
      return `It runs ${named(installed)} and the latest is ${named(latest ?? '')}: nobody can tell which is newer.`;
    case 'check-failed': {
      const { why, advice } = causeOf(device, device.lastCheck?.value.reason ?? null);
      return `It could not be asked: ${why}. ${advice}`;
    }
    case 'not-asked':
      return 'Nobody has asked yet whether there is a newer one.';
    case 'not-told':
      return updateElsewhere(device);
  }
}

function askedWords(device: Device): string {
  if (!deviceCan['check-for-update'](device)) return updateElsewhere(device);
  return device.lastCheck === null ? 'Its bridge has not been asked yet.' : 'Its bridge was asked, and could not tell.';
}

/** Who says it, and whether that was heard or is only remembered. */
function says({ firmware }: Device): string {
  const who = firmware?.by === 'zigbee2mqtt' ? 'Zigbee2MQTT' : 'it';
  return firmware?.retained === true ? `when last heard, ${who} said` : `${who} says`;
}

/** "File 16777488" inside a sentence */
function named(version: string): string {
  return version.replace(/^File /, 'file ');
}

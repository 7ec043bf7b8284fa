import type { Currency } from '@/core/firmware/currency';
import type { Device } from '@/core/device';
import { deviceCan } from '@/core/device-can';

import { compareVersions } from './version-order';

/** What a currency rests on; the words for each are in `currency-words.ts`. */
type Evidence =
  /** its bridge, or the device itself, says so */
  | 'told'
  /** nobody says so, but of the two versions that are named one is newer, or they are the same */
  | 'compared'
  /** the Zigbee OTA index has a newer file for its model, or none */
  | 'index'
  /** what is on offer is older than what it runs: it is ahead */
  | 'ahead'
  /** both versions are named, and nobody can tell which is newer */
  | 'incomparable'
  /** it could not be asked: why is in `Device.lastCheck` */
  | 'check-failed'
  /** it can be asked, and nobody has */
  | 'not-asked'
  /** nobody tells, and it cannot be asked over MQTT */
  | 'not-told';

/** How current a firmware is, and how we know. */
export type Standing = { readonly currency: Currency; readonly evidence: Evidence };

/**
 * What the convention says is believed, with one exception: an "update" that is older than what runs is none (beta
 * devices are offered the last stable). Where it says nothing, the versions it names are compared.
 */
export function standingOf(device: Device): Standing {
  const available = device.firmware?.value.updateAvailable ?? null;
  const order = orderOf(device);
  if (order === 1 && available !== false) return { currency: 'current', evidence: 'ahead' };
  if (available !== null) return { currency: available ? 'behind' : 'current', evidence: 'told' };
  if (order === -1) return { currency: 'behind', evidence: 'compared' };
  if (order === 0) return { currency: 'current', evidence: 'compared' };
  return { currency: 'unknown', evidence: whyUnknown(device, order) };
}

export function currencyOf(device: Device): Currency {
  return standingOf(device).currency;
}

function whyUnknown(device: Device, order: number | null | undefined): Evidence {
  if (device.lastCheck?.value.outcome === 'failed') return 'check-failed';
  if (order === null) return 'incomparable';
  return deviceCan['check-for-update'](device) ? 'not-asked' : 'not-told';
}

/** What runs against what is the latest: −1 it is behind; undefined: they are not both told. File numbers go by themselves. */
function orderOf({ firmware }: Device): -1 | 0 | 1 | null | undefined {
  if (firmware === null) return undefined;
  const { fileInstalled, fileLatest, installed, latest } = firmware.value;
  if (fileInstalled !== null && fileLatest !== null) {
    return fileInstalled < fileLatest ? -1 : fileInstalled > fileLatest ? 1 : 0;
  }
  return installed === null || latest === null ? undefined : compareVersions(installed, latest);
}

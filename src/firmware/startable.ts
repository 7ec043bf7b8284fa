import type { Device } from '@/core/device';
import { deviceCan, reasonAgainst } from '@/core/device-can';

import { reasonAgainstSource } from '@/core/firmware/update-source';

import { currencyOf, standingOf, type Standing } from './currency';

/** Why the update of `device` cannot be started from here now, as a sentence; null: it can. */
export function whyNotUpdate(device: Device): string | null {
  if (!deviceCan.update(device)) return updateElsewhere(device);
  if (device.firmware?.value.updating) return 'It is being updated.';
  const currency = currencyOf(device);
  if (currency === 'current') return 'There is no newer firmware for it.';
  const source = deviceFetches(device) ? whyNotFrom(device) : null;
  if (source !== null) return source;
  // where two versions have no order whoever looks at them decides; nothing else starts it
  const isForPeople = standingOf(device).evidence === 'incomparable';
  if (currency === 'unknown' && !deviceFetches(device) && !isForPeople)
    return 'Nobody knows of a newer firmware for it. Check for updates first.';
  return reasonAgainst(device, { type: 'update' }) ?? whyAway(device);
}

/** A newer one is known of, and its update can be started from here now. */
export function isUpdateOffered(device: Device): boolean {
  return whyNotUpdate(device) === null && currencyOf(device) === 'behind';
}

/** Only the Zigbee index knows of a newer one: its bridge has to be asked before it can be updated. */
export function isToBeAsked(device: Device, { currency, evidence }: Standing): boolean {
  return evidence === 'index' && currency === 'behind' && deviceCan['check-for-update'](device);
}

/** It takes what lies at the address that it was set to, newer or not. */
export function deviceFetches({ capabilities }: Pick<Device, 'capabilities'>): boolean {
  return capabilities.includes('firmware-source');
}

function whyNotFrom({ updateSource }: Device): string | null {
  if (updateSource === null) return 'It has not told where it fetches its firmware from. Its details ask for it.';
  return reasonAgainstSource(updateSource.value);
}

/** Why nobody can be asked for a newer firmware of `device` from here now, as a sentence; null: it can be asked. */
export function whyNotCheck(device: Device): string | null {
  if (!deviceCan['check-for-update'](device)) return updateElsewhere(device);
  if (device.firmware?.value.updating) return 'It is being updated.';
  return reasonAgainst(device, { type: 'check-for-update' }) ?? whyAway(device);
}

function whyAway({ reachability }: Device): string | null {
  return reachability === 'offline' ? 'It is offline. It has to be there for that.' : null;
}

/** How a device gets its updates that cannot be asked for, or started, from here. */
export function updateElsewhere(device: Device): string {
  if (deviceFetches(device))
    return 'Nobody tells whether there is a newer one. It takes what lies at the address that it is set to.';
  if (device.kind === 'hub') return 'A bridge is updated where it runs, not from here.';
  if (device.conventions.includes('zigbee2mqtt')) {
    return 'Zigbee2MQTT has no updates for this model. Its maker may offer them in an app or bridge of its own.';
  }
  return 'It takes no update command over MQTT. Look for updates in its maker’s app, or on its own page.';
}

import type { AlertFix } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import { spokenName, spokenPlace } from '@/core/spoken-name';

export function showDevice({ name }: Device): AlertFix {
  return { kind: 'show-device', label: `Look at ${spokenName(name)}` };
}

export function lockAgain({ name }: Device): AlertFix {
  return { kind: 'lock', label: `Lock ${spokenPlace(name)}` };
}

/** Only where the device takes an update from here. */
export function updateOr(otherwise: AlertFix, { name, capabilities }: Device): AlertFix {
  return capabilities.includes('firmware-update') ? { kind: 'update', label: `Update ${spokenName(name)}` } : otherwise;
}

export const showAccess: AlertFix = { kind: 'show-access', label: 'See who may log in' };
export const showBrokerLog: AlertFix = { kind: 'show-broker-log', label: 'See what the broker tells' };
export const clearCommand: AlertFix = { kind: 'clear-command', label: 'Clear it from the broker' };

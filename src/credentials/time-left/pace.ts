import type { Device } from '@/core/device';

import type { Way } from '../rotation/decide';

/** How long one device took for its new password in this visit, from the press until the old one was gone. */
export type Took = { readonly driver: string; readonly ms: number };

/** What takes equally long: devices with the same firmware, told in the same way. */
export function driverOf(device: Device | null | undefined, way: Way): string {
  return way === 'one-slot' ? `${way} ${device?.login?.by ?? ''}` : way;
}

/**
 * What devices of this driver took in this visit, ms: the middle of all of them, so that one that was away counts little. null:
 * none was done yet. No source says how long a device restarts, so nothing is assumed of one.
 */
export function usualMs(driver: string, took: readonly Took[]): number | null {
  const own = took
    .filter((one) => one.driver === driver)
    .map(({ ms }) => ms)
    .toSorted((one, other) => one - other);
  return own[Math.floor((own.length - 1) / 2)] ?? null;
}

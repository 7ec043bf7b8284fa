/**
 * How many entries each of `devices` may keep when all together may keep `total`: generous in a flat, bounded in a
 * house of 20,000 devices.
 */
export function shareOf(total: number, devices: number, most: number): number {
  return Math.max(2, Math.min(most, Math.floor(total / Math.max(1, devices))));
}

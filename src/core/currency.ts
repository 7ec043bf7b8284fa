import type { Device } from './device';

/** How current a firmware is. `unknown` where nobody told: never "up to date" by default (DESIGN.md, "Unknown is a value"). */
export type Currency = 'current' | 'behind' | 'vulnerable' | 'unsupported' | 'unknown';

/** What the device's own bridge says; catalogues and advisories come on top in `firmware/`. */
export function currencyOf(device: Device): Currency {
  const available = device.firmware?.value.updateAvailable ?? null;
  if (available === null) return 'unknown';
  return available ? 'behind' : 'current';
}

import type { DeviceId } from '@/core/device';

export const codePrefix = 'code in place ';

/** Of a code in a place of a lock: the same each time, and the same for every observer. */
export function codeSubject(device: DeviceId, slot: number): string {
  return `${codePrefix}${slot} of ${device}`;
}

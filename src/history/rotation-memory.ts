import type { RotationRecord } from '@/core/log-ins/rotation-record';

import { openPassingShared } from './by-home';

/**
 * Remembers which passwords of a home were replaced, from visit to visit. No secret, and nothing that a rotation goes by.
 * `SharedMemory` is one: under the vault where there is one, because sentences name devices.
 */
export type RotationMemory = {
  /** `home`: the address of its broker. What is kept there, unread; null: nothing, or it cannot be read now */
  recall(home: string): Promise<unknown>;
  /** what lies there becomes what `make` makes of it. false: this browser keeps nothing, or the vault is locked, so it is forgotten with the page */
  change(home: string, make: (kept: unknown) => readonly RotationRecord[] | null): Promise<boolean>;
};

/** For as long as the process lives. */
export function openPassingRotations(): RotationMemory {
  return openPassingShared();
}

import type { RotationRecord } from '@/core/rotation-record';

import { openPassingByHome } from './by-home';

/**
 * Remembers which passwords of a home were replaced, from visit to visit. No secret, and nothing that a rotation goes by.
 * `PrivateMemory` is one: under the vault where there is one, because sentences name devices.
 */
export type RotationMemory = {
  /** `home`: the address of its broker. What is kept there, unread; null: nothing, or it cannot be read now */
  recall(home: string): Promise<unknown>;
  /** false: this browser keeps nothing, or the vault is locked, so it is forgotten with the page */
  remember(home: string, records: readonly RotationRecord[]): Promise<boolean>;
};

/** For as long as the process lives. */
export function openPassingRotations(): RotationMemory {
  const { read, write } = openPassingByHome<readonly RotationRecord[]>();
  return { recall: read, remember: write };
}

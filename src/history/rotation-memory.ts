import type { RotationRecord } from '@/core/rotation-record';

import type { PrivateMemory } from './private-memory';

/** Remembers which passwords of a home were replaced, from visit to visit. No secret, and nothing that a rotation goes by. */
export type RotationMemory = {
  /** `home`: the address of its broker. Empty: nothing is remembered of it, the vault is locked, or the browser keeps nothing */
  recall(home: string): Promise<readonly RotationRecord[]>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, records: readonly RotationRecord[]): Promise<void>;
};

/** `kept`: under the vault where there is one, because sentences name devices. */
export function openRotationMemory(kept: PrivateMemory): RotationMemory {
  return {
    async recall(home) {
      const records = await kept.recall(home);
      return Array.isArray(records) ? (records as readonly RotationRecord[]) : []; // nobody but this writes there
    },
    async remember(home, records) {
      await kept.remember(home, records);
    },
  };
}

/** For as long as the process lives. */
export function openPassingRotations(): RotationMemory {
  const homes = new Map<string, readonly RotationRecord[]>();
  return {
    recall: async (home) => homes.get(home) ?? [],
    remember: async (home, records) => void homes.set(home, records),
  };
}

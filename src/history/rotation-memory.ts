import type { RotationRecord } from '@/core/rotation-record';

import { openByHome } from './by-home';

/** Remembers which passwords of a home were replaced, from visit to visit. No secret. */
export type RotationMemory = {
  /** `home`: the address of its broker. Empty: nothing is remembered of it, or the browser keeps nothing */
  recall(home: string): Promise<readonly RotationRecord[]>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, records: readonly RotationRecord[]): Promise<void>;
};

/** In a database of its own, in this browser's IndexedDB. */
export function openRotationMemory(database = 'gatehouse-rotations'): RotationMemory {
  const kept = openByHome<readonly RotationRecord[]>(database, 'rotations');
  return {
    recall: async (home) => (await kept.read(home)) ?? [],
    async remember(home, records) {
      await kept.write(home, records);
    },
  };
}

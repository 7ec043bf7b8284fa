import type { StaticChange } from '@/core/log-ins/static-change';

import { openByHome } from './by-home';

/** Which log-ins are being changed by hand in the files of a broker, from visit to visit. No secret. */
export type StaticChangeMemory = {
  /** `home`: the address of its broker */
  recall(home: string): Promise<readonly StaticChange[]>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, changes: readonly StaticChange[]): Promise<void>;
};

/** In a database of its own, in this browser's IndexedDB. */
export function openStaticChangeMemory(database = 'gatehouse-static-changes'): StaticChangeMemory {
  const kept = openByHome<readonly StaticChange[]>(database, 'changes');
  return {
    recall: async (home) => (await kept.read(home)) ?? [],
    async remember(home, changes) {
      await kept.write(home, changes);
    },
  };
}

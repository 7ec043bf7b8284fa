import type { UpdatePlan } from '@/core/update-plan';

import { openByHome } from './by-home';

/** Remembers the plan of updates of each home, so that a night of them survives the page that began it. */
export type UpdateMemory = {
  /** `home`: the address of its broker. null: nothing is remembered of it, or the browser keeps nothing */
  recall(home: string): Promise<UpdatePlan | null>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, plan: UpdatePlan): Promise<void>;
};

/** In this browser's IndexedDB. Holds device ids and versions, no secret. */
export function openUpdateMemory(database = 'gatehouse-updates'): UpdateMemory {
  const kept = openByHome<UpdatePlan>(database, 'plans');
  return {
    recall: (home) => kept.read(home),
    async remember(home, plan) {
      await kept.write(home, plan);
    },
  };
}

/** For as long as the process lives. */
export function openPassingUpdateMemory(): UpdateMemory {
  const plans = new Map<string, UpdatePlan>();
  return {
    recall: async (home) => plans.get(home) ?? null,
    remember: async (home, plan) => void plans.set(home, plan),
  };
}

import type { UpdatePlan } from '@/core/firmware/update-plan';

import { openByHome } from './by-home';
import type { PrivateMemory } from './private-memory';

/** Remembers the plan of updates of each home, so that a night of them survives the page that began it. */
export type UpdateMemory = {
  /** `home`: the address of its broker. null: nothing is remembered of it, or the browser keeps nothing */
  recall(home: string): Promise<UpdatePlan | null>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, plan: UpdatePlan): Promise<void>;
  /** the session with this name lives in this browser from now on */
  begin(session: string): void;
  /** true: it was a session of this browser, and is over; false also where nobody can tell */
  hasEnded(session: string): Promise<boolean>;
};

const lockOf = (session: string) => `gatehouse-updates-${session}`;
const mostSessions = 16;
const sessionsKey = 'sessions';

/**
 * In this browser's IndexedDB: `plans`, which hold device ids and versions, under the vault where there is one. A session holds a lock for life: that is how one
 * that follows it, as after a reload, knows that it is over (a page without https has no locks, and waits).
 */
export function openUpdateMemory(
  plans: PrivateMemory,
  locks: LockManager | undefined = globalThis.navigator?.locks,
  database = 'gatehouse-updates',
): UpdateMemory {
  const names = openByHome<readonly string[]>(`${database}-sessions`, 'names');
  return {
    recall: async (home) => (await plans.recall(home)) as UpdatePlan | null, // nobody but this writes there
    async remember(home, plan) {
      await plans.remember(home, plan);
    },
    begin(session) {
      void locks?.request(lockOf(session), () => new Promise<never>(() => undefined)).catch(() => undefined);
      void names
        .read(sessionsKey)
        .then((before) => names.write(sessionsKey, [session, ...(before ?? [])].slice(0, mostSessions)));
    },
    async hasEnded(session) {
      if (locks === undefined) return false;
      const ours = (await names.read(sessionsKey)) ?? [];
      const { held = [] } = await locks.query();
      return ours.includes(session) && !held.some(({ name }) => name === lockOf(session));
    },
  };
}

/** For as long as the process lives. */
export function openPassingUpdateMemory(): UpdateMemory {
  const plans = new Map<string, UpdatePlan>();
  return {
    recall: async (home) => plans.get(home) ?? null,
    remember: async (home, plan) => void plans.set(home, plan),
    begin: () => undefined,
    hasEnded: async () => false,
  };
}

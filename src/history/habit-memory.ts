import { openByHome } from './by-home';

/** Remembers what is usual in each home from visit to visit. What that looks like is nobody's business here. */
export type HabitMemory = {
  /** `home`: the address of its broker. null: nothing was learned of it, or the browser keeps nothing */
  recall(home: string): Promise<unknown>;
  /** never rejects: a browser that keeps nothing learns anew each time */
  remember(home: string, habits: unknown): Promise<void>;
};

/** In this browser's IndexedDB. Numbers by device; topics and acts are kept as hashes. */
export function openHabitMemory(database = 'gatehouse-habits'): HabitMemory {
  const kept = openByHome<unknown>(database, 'habits');
  return {
    recall: (home) => kept.read(home),
    async remember(home, habits) {
      await kept.write(home, habits);
    },
  };
}

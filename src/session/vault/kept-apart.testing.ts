import type { SharedMemory } from '@/history/private-memory';

/** A memory of which a test sees what would be written: on nothing, whatever `recall` gives. */
export function writing<One>(
  recall: SharedMemory['recall'],
  remember: (home: string, all: readonly One[]) => Promise<boolean>,
) {
  return {
    recall,
    async change(home: string, make: (kept: unknown) => readonly One[] | null): Promise<boolean> {
      const made = make(null);
      return made !== null && remember(home, made);
    },
  };
}

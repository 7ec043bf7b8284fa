import type { VaultState } from '@/core/vault';
import type { HabitMemory, HabitShelf, HabitShelfOptions } from '@/history/habit-memory';

/** Habits that lie under the vault where there is one. */
export type VaultedHabits = HabitMemory & {
  /** true: a vault was wiped, and what it held is gone */
  vaultIs(state: VaultState): boolean;
  /** the vault was opened, and this lies in it. true: what was kept can be read from now on */
  unlocked(secret: string): boolean;
};

type Parts = Pick<HabitShelfOptions, 'database' | 'random'> & {
  /** the part that knows the database, a chunk of its own */
  readonly load: () => Promise<{ openHabitShelf(options: HabitShelfOptions): Promise<HabitShelf> }>;
};

/**
 * As the history does: nothing is read or written before it is known whether there is a vault, nor while that is locked; once
 * unlocked it goes on till the last tab is closed.
 */
export function openVaultedHabits(parts: Parts): VaultedHabits {
  let key: 'unknown' | 'locked' | { readonly secret: string | null } = 'unknown';
  let isWiped = false;
  let shelf: Promise<HabitShelf | null> | null = null;
  let know = () => {};
  const known = new Promise<void>((resolve) => (know = resolve));

  function turn(next: typeof key): void {
    key = next;
    void shelf?.then((opened) => opened?.close());
    shelf = null;
    know();
  }

  async function open(): Promise<HabitShelf | null> {
    await known;
    if (typeof key === 'string') return null;
    const { secret } = key;
    const { database, random, load } = parts;
    return (shelf ??= load()
      .then(({ openHabitShelf }) => openHabitShelf({ database, secret, isWiped, random }))
      .catch(() => null));
  }

  return {
    recall: async (home) => (await open())?.recall(home) ?? null,
    remember: async (home, habits) => (await open())?.remember(home, habits),
    vaultIs({ status }) {
      const secret = typeof key === 'object' ? key.secret : undefined;
      if ((status === 'locked' || status === 'damaged') && typeof secret !== 'string') turn('locked');
      if ((status !== 'none' && status !== 'unavailable') || secret === null) return false;
      isWiped = key !== 'unknown';
      turn({ secret: null });
      return isWiped;
    },
    unlocked(secret) {
      if (typeof key === 'object' && key.secret === secret) return false;
      isWiped = false;
      turn({ secret });
      return true;
    },
  };
}

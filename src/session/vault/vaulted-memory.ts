import type { VaultState } from '@/core/log-ins/vault';
import type { PrivateMemory, PrivateShelf, PrivateShelfOptions, SharedMemory } from '@/history/private-memory';

/** What lies under the vault where there is one. */
export type VaultedMemory = PrivateMemory &
  SharedMemory & {
    /** true: a vault was wiped, and what it held is gone */
    vaultIs(state: VaultState): boolean;
    /** the vault was opened, and this lies in it. true: what was kept can be read from now on */
    unlocked(secret: string): boolean;
  };

type Parts = Pick<PrivateShelfOptions, 'database' | 'store' | 'what' | 'random'> & {
  /** the part that knows the database, a chunk of its own */
  readonly load: () => Promise<{ openPrivateShelf(options: PrivateShelfOptions): Promise<PrivateShelf> }>;
};

/**
 * As the history does: nothing is read or written before it is known whether there is a vault, nor while that is locked; once
 * unlocked it goes on till the last tab is closed.
 */
export function openVaultedMemory(parts: Parts): VaultedMemory {
  let key: 'unknown' | 'locked' | { readonly secret: string | null } = 'unknown';
  let isWiped = false;
  let shelf: Promise<PrivateShelf | null> | null = null;
  let know = () => {};
  const known = new Promise<void>((resolve) => (know = resolve));

  function turn(next: typeof key): void {
    key = next;
    void shelf?.then((opened) => opened?.close());
    shelf = null;
    know();
  }

  /** By the key of the moment in which it is asked: what was read while it was locked is not written over what lies there. */
  async function open(): Promise<PrivateShelf | null> {
    if (key === 'unknown') await known;
    if (typeof key === 'string') return null;
    const { secret } = key;
    const { database, store, what, random, load } = parts;
    return (shelf ??= load()
      .then(({ openPrivateShelf }) => openPrivateShelf({ database, store, what, secret, isWiped, random }))
      .catch(() => null));
  }

  return {
    recall: async (home) => (await open())?.recall(home) ?? null,
    remember: async (home, value) => (await (await open())?.remember(home, value)) ?? false,
    change: async (home, make) => (await (await open())?.change(home, make)) ?? false,
    vaultIs({ status }) {
      const secret = typeof key === 'object' ? key.secret : undefined;
      if ((status === 'locked' || status === 'damaged') && typeof secret !== 'string') turn('locked');
      if ((status !== 'none' && status !== 'unavailable') || secret === null) return false;
      isWiped = key !== 'unknown';
      turn({ secret: null });
      // what only its secret could open goes at once, whether anybody asks for this again or not
      if (isWiped) void open();
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

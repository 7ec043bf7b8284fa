import { openDB, type DBSchema } from 'idb';

/** Where the vault lies: one document, encrypted before it comes here. */
export type VaultShelf = {
  /** whatever lies there; null: nothing; undefined: nobody can say, as where this browser keeps nothing or its disk fails */
  read(): Promise<unknown>;
  /**
   * Only if `isStill` says so of what lies there at that moment (null: nothing): each session of this browser writes the whole
   * document. `changed`: another one wrote meanwhile. `refused`: the browser would not keep it.
   */
  write(document: object, isStill: (lying: unknown) => boolean): Promise<'kept' | 'changed' | 'refused'>;
  /** false: the browser would not say that it is gone */
  wipe(): Promise<boolean>;
  /** a session of this browser has wiped it, maybe this one */
  onWiped(listener: () => void): void;
};

type Schema = DBSchema & { readonly vault: { readonly key: string; readonly value: object } };
const only = 'vault';

/** In this browser's IndexedDB. */
export function openVaultShelf(database = 'gatehouse-vault'): VaultShelf {
  // opened anew each time, which is seldom: nothing is held open that a wipe would have to wait for
  async function withDatabase<T>(act: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
    const db = await open();
    try {
      return await act(db);
    } finally {
      db.close();
    }
  }

  const open = () => openDB<Schema>(database, 1, { upgrade: (db) => void db.createObjectStore('vault') });

  return {
    async read() {
      try {
        return (await withDatabase((db) => db.get('vault', only))) ?? null;
      } catch {
        return undefined;
      }
    },
    async write(document, isStill) {
      try {
        return await withDatabase(async (db) => {
          const transaction = db.transaction('vault', 'readwrite');
          const isMine = isStill((await transaction.store.get(only)) ?? null);
          if (isMine) await transaction.store.put(document, only);
          await transaction.done;
          return isMine ? 'kept' : 'changed';
        });
      } catch {
        return 'refused'; // full, private, or switched off
      }
    },
    async wipe() {
      try {
        await withDatabase((db) => db.clear('vault'));
        const others = new BroadcastChannel(database);
        others.postMessage('wiped');
        others.close();
        return true;
      } catch {
        return false;
      }
    },
    onWiped(listener) {
      new BroadcastChannel(database).addEventListener('message', listener); // as long as the session lives
    },
  };
}

/** For as long as the process lives. */
export function openPassingShelf(): VaultShelf {
  let kept: unknown = null;
  const listeners: (() => void)[] = [];
  return {
    read: async () => kept,
    async write(document, isStill) {
      if (!isStill(kept)) return 'changed';
      kept = document;
      return 'kept';
    },
    async wipe() {
      kept = null;
      for (const listener of listeners) listener();
      return true;
    },
    onWiped: (listener) => void listeners.push(listener),
  };
}

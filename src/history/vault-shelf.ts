import { openDB, type DBSchema } from 'idb';

/** Where the vault lies: one document, encrypted before it comes here. */
export type VaultShelf = {
  /** whatever lies there; null: nothing; undefined: nobody can say, as where this browser keeps nothing or its disk fails */
  read(): Promise<unknown>;
  /** false: the browser would not keep it */
  write(document: object): Promise<boolean>;
  /** false: the browser would not say that it is gone */
  wipe(): Promise<boolean>;
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
    async write(document) {
      try {
        await withDatabase((db) => db.put('vault', document, only));
        return true;
      } catch {
        return false; // full, private, or switched off
      }
    },
    async wipe() {
      try {
        await withDatabase((db) => db.clear('vault'));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** For as long as the process lives. */
export function openPassingShelf(): VaultShelf {
  let kept: unknown = null;
  return {
    read: async () => kept,
    async write(document) {
      kept = document;
      return true;
    },
    async wipe() {
      kept = null;
      return true;
    },
  };
}

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** When each account of a broker was last seen to log in, and since when anybody looks. No secret. */
export type KnownLogins = {
  /** ms since the epoch */
  readonly since: number;
  /** username, ms since the epoch */
  readonly lastSeen: readonly (readonly [string, number])[];
};

/** Remembers from visit to visit which accounts are used, so that an unused one can be told. */
export type LoginMemory = {
  /** `home`: the address of its broker. null: nothing is remembered of it, or the browser keeps nothing */
  recall(home: string): Promise<KnownLogins | null>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, logins: KnownLogins): Promise<void>;
};

type Schema = DBSchema & { readonly logins: { readonly key: string; readonly value: KnownLogins } };

/** In a database of its own, in this browser's IndexedDB. */
export function openLoginMemory(database = 'gatehouse-logins'): LoginMemory {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;

  function open(): Promise<IDBPDatabase<Schema>> {
    return (opened ??= openDB<Schema>(database, 1, {
      upgrade: (db) => void db.createObjectStore('logins'),
      terminated: () => void (opened = null),
    }));
  }

  return {
    async recall(home) {
      try {
        return (await (await open()).get('logins', home)) ?? null; // nobody but `remember` writes there
      } catch {
        opened = null;
        return null;
      }
    },
    async remember(home, logins) {
      try {
        await (await open()).put('logins', logins, home);
      } catch {
        opened = null;
      }
    },
  };
}

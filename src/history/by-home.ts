import { openDB, type IDBPDatabase } from 'idb';

import type { SharedMemory } from './private-memory';

/** One value a home (by the address of its broker), in a database with a single store of its own. */
export type ByHome<Value> = {
  /** null: nothing is kept of it, or this browser keeps nothing */
  read(home: string): Promise<Value | null>;
  /** false: this browser would not keep it: full, private, or switched off */
  write(home: string, value: Value): Promise<boolean>;
};

/** In this browser's IndexedDB; nobody but this writes there. A browser that keeps nothing is no error. */
export function openByHome<Value>(database: string, store: string): ByHome<Value> {
  let opened: Promise<IDBPDatabase> | null = null;

  function open(): Promise<IDBPDatabase> {
    return (opened ??= openDB(database, 1, {
      upgrade: (db) => void db.createObjectStore(store),
      // another tab wants a newer version: it gets it, and we open again when we need it
      blocking: (_current, _blocked, event) => {
        opened = null;
        (event.target as IDBDatabase).close(); // what a versionchange event comes from
      },
      terminated: () => void (opened = null),
    }));
  }

  return {
    async read(home) {
      try {
        return ((await (await open()).get(store, home)) as Value | undefined) ?? null;
      } catch {
        opened = null;
        return null;
      }
    },
    async write(home, value) {
      try {
        await (await open()).put(store, value, home);
        return true;
      } catch {
        opened = null;
        return false;
      }
    },
  };
}

/** For as long as the process lives. */
export function openPassingByHome<Value>(): ByHome<Value> {
  const values = new Map<string, Value>();
  return {
    read: async (home) => values.get(home) ?? null,
    write: async (home, value) => values.set(home, value).size > 0,
  };
}

/** For as long as the process lives, in which nobody else writes. */
export function openPassingShared(): SharedMemory {
  const { read, write } = openPassingByHome<object>();
  return {
    recall: read,
    async change(home, make) {
      const made = make(await read(home));
      return made !== null && write(home, made);
    },
  };
}

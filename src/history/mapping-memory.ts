import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { Mapping } from '@/core/mapping';

/** Remembers what people said of unknown topics, each home for itself. */
export type MappingMemory = {
  /** `home`: the address of its broker. What is kept there, unread; null: nothing, or the browser keeps nothing */
  recall(home: string): Promise<unknown>;
  /** false: this browser keeps nothing, so it is forgotten with the page */
  remember(home: string, mappings: readonly Mapping[]): Promise<boolean>;
};

type Schema = DBSchema & { readonly mappings: { readonly key: string; readonly value: readonly Mapping[] } };

/** In this browser's IndexedDB, apart from what Gatehouse itself remembers: this was a person's work. */
export function openMappingMemory(database = 'gatehouse-mappings'): MappingMemory {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;

  function open(): Promise<IDBPDatabase<Schema>> {
    return (opened ??= openDB<Schema>(database, 1, {
      upgrade: (db) => void db.createObjectStore('mappings'),
      blocking: (_current, _blocked, event) => {
        opened = null;
        (event.target as IDBDatabase).close(); // what a versionchange event comes from
      },
      terminated: () => void (opened = null),
    }));
  }

  return {
    async recall(home) {
      try {
        return (await (await open()).get('mappings', home)) ?? null;
      } catch {
        opened = null;
        return null;
      }
    },
    async remember(home, mappings) {
      try {
        await (await open()).put('mappings', mappings, home);
        return true;
      } catch {
        opened = null;
        return false;
      }
    },
  };
}

/** For as long as the process lives. */
export function openPassingMappings(): MappingMemory {
  const homes = new Map<string, readonly Mapping[]>();
  return {
    recall: async (home) => homes.get(home) ?? null,
    remember: async (home, mappings) => homes.set(home, mappings).size > 0,
  };
}

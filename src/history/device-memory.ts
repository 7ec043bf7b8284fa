import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { KnownDevice } from '@/core/known-device';

/** Remembers the devices of each home from visit to visit, so that one that joins while nobody looks is noticed. */
export type DeviceMemory = {
  /** `home`: the address of its broker. null: nothing is remembered of it, or the browser keeps nothing */
  recall(home: string): Promise<readonly KnownDevice[] | null>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, devices: readonly KnownDevice[]): Promise<void>;
};

type Schema = DBSchema & {
  readonly 'known-devices': { readonly key: string; readonly value: readonly KnownDevice[] };
};

/** In this browser's IndexedDB. Holds names and versions, no secret. */
export function openDeviceMemory(database = 'gatehouse-history'): DeviceMemory {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;

  function open(): Promise<IDBPDatabase<Schema>> {
    return (opened ??= openDB<Schema>(database, 1, {
      upgrade: (db) => void db.createObjectStore('known-devices'),
      // another tab wants a newer version: it gets it, and we open again when we need it
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
        const kept: unknown = await (await open()).get('known-devices', home);
        return Array.isArray(kept) ? (kept as readonly KnownDevice[]) : null; // nobody but `remember` writes there
      } catch {
        return null;
      }
    },
    async remember(home, devices) {
      try {
        await (await open()).put('known-devices', devices, home);
      } catch {
        opened = null; // full, private, or switched off: the next visit is a first one
      }
    },
  };
}

/** For as long as the process lives. */
export function openPassingMemory(): DeviceMemory {
  const homes = new Map<string, readonly KnownDevice[]>();
  return {
    recall: async (home) => homes.get(home) ?? null,
    remember: async (home, devices) => void homes.set(home, devices),
  };
}

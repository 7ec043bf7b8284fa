import { deleteDB, openDB, type IDBPDatabase } from 'idb';

import { openSeal, sealUnder, type Seal } from './seal';

/** Remembers what is usual in each home from visit to visit. What that looks like is nobody's business here. */
export type HabitMemory = {
  /** `home`: the address of its broker. null: nothing was learned of it, or the browser keeps nothing */
  recall(home: string): Promise<unknown>;
  /** never rejects: a browser that keeps nothing learns anew each time */
  remember(home: string, habits: unknown): Promise<void>;
};

export type HabitShelf = HabitMemory & { close(): void };

export type HabitShelfOptions = {
  readonly database: string;
  /** the secret that lies in the vault; null: there is no vault */
  readonly secret: string | null;
  /** there was a vault a moment ago, and a person wiped it */
  readonly isWiped: boolean;
  readonly random: (count: number) => Uint8Array<ArrayBuffer>;
};

const store = 'habits';

/**
 * In this browser's IndexedDB: as it is, or under the vault's secret in a database of its own, names of homes too. What lay open
 * goes there as soon as there is a vault, and with a vault that is wiped goes what only its secret could open.
 */
export async function openHabitShelf({ database, secret, isWiped, random }: HabitShelfOptions): Promise<HabitShelf> {
  const sealedDatabase = `${database}-sealed`;
  if (isWiped) await deleteDB(sealedDatabase);
  if (secret === null) return openShelf(await openDatabase(database), null);
  const seal = await sealUnder(secret, random, 'habits');
  const sealed = openShelf(await openDatabase(sealedDatabase), seal);
  await moveTo(sealed, database);
  return sealed;
}

function openDatabase(name: string): Promise<IDBPDatabase> {
  return openDB(name, 1, {
    upgrade: (db) => void db.createObjectStore(store),
    // somebody moves or deletes it
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(), // what a versionchange event comes from
  });
}

function openShelf(db: IDBPDatabase, seal: Seal | null): HabitShelf {
  const nameOf = (home: string) => (seal ?? openSeal).name(home);
  return {
    async recall(home) {
      try {
        const kept: unknown = await db.get(store, await nameOf(home));
        if (seal === null) return kept ?? null;
        const text = kept instanceof Uint8Array ? await seal.open(new Uint8Array(kept)) : null;
        return text === null ? null : (JSON.parse(text) as unknown);
      } catch {
        return null;
      }
    },
    async remember(home, habits) {
      try {
        const kept = seal === null ? habits : await seal.close(JSON.stringify(habits));
        await db.put(store, kept, await nameOf(home));
      } catch {
        // full, private, or closed: it is learned anew
      }
    },
    close: () => db.close(),
  };
}

/** Everything that lies open goes under the seal, and is deleted. What was there already is the newer. */
async function moveTo(sealed: HabitShelf, database: string): Promise<void> {
  const open = await openDatabase(database);
  for (const home of await open.getAllKeys(store)) {
    if (typeof home !== 'string' || (await sealed.recall(home)) !== null) continue;
    await sealed.remember(home, await open.get(store, home));
  }
  open.close();
  await deleteDB(database);
}

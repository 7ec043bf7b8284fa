import { deleteDB, openDB, type IDBPDatabase } from 'idb';

import { openSeal, sealUnder, type Seal, type SealedMatter } from './seal';

/** Remembers one thing of each home from visit to visit. What that looks like is nobody's business here. */
export type PrivateMemory = {
  /** `home`: the address of its broker. null: nothing is kept of it, or the browser keeps nothing */
  recall(home: string): Promise<unknown>;
  /** never rejects. false: it is not kept: the vault is locked, or the browser full, private, or switched off */
  remember(home: string, value: unknown): Promise<boolean>;
};

/** Such a memory into which several sessions of one browser write. */
export type SharedMemory = Pick<PrivateMemory, 'recall'> & {
  /**
   * Writes what `make` makes of what lies there, on nothing but that: it is asked again where another session wrote meanwhile.
   * It gets what `recall` gives, and null writes nothing. Resolves as `remember` does.
   */
  change(home: string, make: (kept: unknown) => object | null): Promise<boolean>;
};

export type PrivateShelf = PrivateMemory & SharedMemory & { close(): void };

export type PrivateShelfOptions = {
  readonly database: string;
  /** the one store of the database */
  readonly store: string;
  /** what keys of its own are made for */
  readonly what: SealedMatter;
  /** the secret that lies in the vault; null: there is no vault */
  readonly secret: string | null;
  /** there was a vault a moment ago, and a person wiped it */
  readonly isWiped: boolean;
  readonly random: (count: number) => Uint8Array<ArrayBuffer>;
};

/**
 * In this browser's IndexedDB: as it is, or under the vault's secret in a database of its own, names of homes too. What lay open
 * goes there as soon as there is a vault, and with a vault that is wiped goes what only its secret could open.
 */
export async function openPrivateShelf(options: PrivateShelfOptions): Promise<PrivateShelf> {
  const { database, store, what, secret, isWiped, random } = options;
  const sealedDatabase = `${database}-sealed`;
  if (isWiped) await deleteDB(sealedDatabase);
  if (secret === null) return openShelf(await openDatabase(database, store), store, null);
  const seal = await sealUnder(secret, random, what);
  const sealed = openShelf(await openDatabase(sealedDatabase, store), store, seal);
  const left = await moveTo(sealed, database, store);
  return left === null ? sealed : above(sealed, left);
}

/** What lies open is read until something newer lies sealed: what is written then goes on from it, and replaces it. */
function above(sealed: PrivateShelf, open: PrivateShelf): PrivateShelf {
  return {
    recall: async (home) => (await sealed.recall(home)) ?? open.recall(home),
    remember: sealed.remember,
    async change(home, make) {
      const left = await open.recall(home);
      return sealed.change(home, (kept) => make(kept ?? left));
    },
    close() {
      sealed.close();
      open.close();
    },
  };
}

function openDatabase(name: string, store: string): Promise<IDBPDatabase> {
  return openDB(name, 1, {
    upgrade: (db) => void db.createObjectStore(store),
    // somebody moves or deletes it
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(), // what a versionchange event comes from
  });
}

function openShelf(db: IDBPDatabase, store: string, seal: Seal | null): PrivateShelf {
  const nameOf = (home: string) => (seal ?? openSeal).name(home);

  async function opened(kept: unknown): Promise<unknown> {
    if (seal === null) return kept ?? null;
    const text = kept instanceof Uint8Array ? await seal.open(new Uint8Array(kept)) : null;
    return text === null ? null : (JSON.parse(text) as unknown);
  }

  const closed = async (value: unknown) => (seal === null ? value : seal.close(JSON.stringify(value)));

  /** false: something else lies there by now. Nothing but the database may be waited for within. */
  async function put(name: string, value: unknown, isStill: (lying: unknown) => boolean): Promise<boolean> {
    const transaction = db.transaction(store, 'readwrite');
    const isSame = isStill(await transaction.store.get(name));
    if (isSame) await transaction.store.put(value, name);
    await transaction.done;
    return isSame;
  }

  return {
    async recall(home) {
      try {
        return await opened(await db.get(store, await nameOf(home)));
      } catch {
        return null;
      }
    },
    async remember(home, value) {
      try {
        await db.put(store, await closed(value), await nameOf(home));
        return true;
      } catch {
        return false; // full, private, or closed
      }
    },
    async change(home, make) {
      try {
        const name = await nameOf(home);
        for (;;) {
          const lying: unknown = await db.get(store, name);
          const made = make(await opened(lying));
          if (made === null) return false;
          if (await put(name, await closed(made), isSameAs(lying))) return true;
        }
      } catch {
        return false;
      }
    },
    close: () => db.close(),
  };
}

/** Bytes are sealed anew each time, so they are never the same twice; what lies open is a plain document. */
function isSameAs(known: unknown): (lying: unknown) => boolean {
  const text = textOf(known);
  return (lying) => textOf(lying) === text;
}

function textOf(lying: unknown): string | undefined {
  return lying instanceof Uint8Array ? lying.join() : JSON.stringify(lying);
}

/**
 * Everything that lies open goes under the seal, and is deleted. What was there already is the newer. What the browser has no room for
 * under the seal stays where it is until the next time: it may be a person's work. null: nothing of it had to.
 */
async function moveTo(sealed: PrivateShelf, database: string, store: string): Promise<PrivateShelf | null> {
  const open = await openDatabase(database, store);
  let isMoved = true;
  for (const home of await open.getAllKeys(store)) {
    if (typeof home !== 'string') continue;
    const isThere = (await sealed.recall(home)) !== null || (await sealed.remember(home, await open.get(store, home)));
    if (isThere) await open.delete(store, home);
    else isMoved = false;
  }
  if (!isMoved) return openShelf(open, store, null);
  open.close();
  await deleteDB(database);
  return null;
}

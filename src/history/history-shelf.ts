import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';

import { drawers, type Drawer } from './drawers';
import type { Aging } from './retention';
import { unfoldedFrom, type Stretch } from './unfolded';

const stores: readonly (Drawer | 'ledger')[] = [...drawers, 'ledger'];

export type Bytes = Uint8Array<ArrayBuffer>;
/** home, the beginning of its time (ms since the epoch), and which series; '' where it is of all of them */
export type RecordKey = readonly [home: string, from: number, series: string];
/** A place between two records. */
export type PageMark = { readonly from: number; readonly series: string };
export type KeptRecord = { readonly key: RecordKey; readonly bytes: Bytes };

/** What is known of a home's records without opening them. */
export type Ledger = {
  /** of `log`, the one that goes on last; all else is in `minutes` and `hours` too */
  readonly unfolded: readonly Stretch[];
  /** counted up when the clock was set back: what is told then is not mixed with what was told before at the same time */
  readonly epoch: number;
  /** null: nothing was ever too old */
  readonly aging: Aging | null;
  readonly bytes: Readonly<Record<Drawer, number>>;
};

/** As it was kept before: one mark, which a clock that was ahead for an hour put beyond all that came after. */
type MarkedLedger = Pick<Ledger, 'bytes'> & { readonly foldedUntil: number };

export type Change = {
  readonly puts: readonly (KeptRecord & { readonly drawer: Drawer })[];
  readonly removes: readonly { readonly drawer: Drawer; readonly key: RecordKey }[];
  readonly ledger: Ledger;
};

type Schema = DBSchema & { readonly [D in Drawer]: { key: [string, number, string]; value: Bytes } } & {
  readonly ledger: { key: string; value: Ledger | MarkedLedger };
};

/** One database of this browser. Everything rejects where the browser refuses; `write` says why it would not. */
export type HistoryShelf = {
  ledger(home: string): Promise<Ledger | null>;
  homes(): Promise<readonly string[]>;
  get(drawer: Drawer, key: RecordKey): Promise<Bytes | null>;
  /** of one home, `from` ≤ time < `to`, oldest first */
  range(drawer: Drawer, home: string, from: number, to: number, most?: number): Promise<readonly KeptRecord[]>;
  /** of one home all that lies behind `after`, in the order of keys; null: from the beginning */
  page(drawer: Drawer, home: string, after: PageMark | null, most: number): Promise<readonly KeptRecord[]>;
  oldest(drawer: Drawer, home: string): Promise<number | null>;
  newest(drawer: Drawer, home: string): Promise<number | null>;
  count(drawer: Drawer, home: string): Promise<number>;
  /** all of it or nothing */
  write(home: string, change: Change): Promise<'kept' | 'full' | 'refused'>;
  remove(home: string): Promise<void>;
  close(): void;
};

export async function openHistoryShelf(database: string): Promise<HistoryShelf> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(database, 1, {
    upgrade(made) {
      for (const drawer of drawers) made.createObjectStore(drawer);
      made.createObjectStore('ledger');
    },
    // whoever wants it gone or newer gets it: what is not written yet is lost
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(), // what a versionchange event comes from
  });
  const span = (home: string, from: number, to: number) => IDBKeyRange.bound([home, from], [home, to], false, true);
  const whole = (home: string) => IDBKeyRange.bound([home], [home, []], false, true);
  const behind = (home: string, { from, series }: PageMark) =>
    IDBKeyRange.bound([home, from, series], [home, []], true, true);

  async function all(drawer: Drawer, keyRange: IDBKeyRange, most?: number): Promise<readonly KeptRecord[]> {
    const { store } = db.transaction(drawer);
    const [keys, values] = await Promise.all([store.getAllKeys(keyRange, most), store.getAll(keyRange, most)]);
    // a transaction sees one state: the n-th key is the n-th value's
    return values.flatMap((bytes, index) => (keys[index] === undefined ? [] : [{ key: keys[index], bytes }]));
  }

  const end = async (drawer: Drawer, home: string, direction: 'next' | 'prev') =>
    (await db.transaction(drawer).store.openKeyCursor(whole(home), direction))?.key[1] ?? null;

  async function ledger(home: string): Promise<Ledger | null> {
    const kept = await db.get('ledger', home);
    if (kept === undefined || 'unfolded' in kept) return kept ?? null;
    const [oldest, newest] = [await end('log', home, 'next'), await end('log', home, 'prev')];
    const unfolded = unfoldedFrom(kept.foldedUntil, oldest, newest);
    return { unfolded, epoch: 0, aging: null, bytes: kept.bytes };
  }

  return {
    ledger,
    homes: () => db.getAllKeys('ledger'),
    get: async (drawer, key) => (await db.get(drawer, [...key])) ?? null,
    range: async (drawer, home, from, to, most) => (from < to ? all(drawer, span(home, from, to), most) : []),
    page: (drawer, home, after, most) => all(drawer, after === null ? whole(home) : behind(home, after), most),
    oldest: (drawer, home) => end(drawer, home, 'next'),
    newest: (drawer, home) => end(drawer, home, 'prev'),
    count: (drawer, home) => db.count(drawer, whole(home)),
    async write(home, { puts, removes, ledger: next }) {
      try {
        const tx = db.transaction(stores, 'readwrite');
        for (const { drawer, key } of removes)
          void tx
            .objectStore(drawer)
            .delete([...key])
            .catch(ignored);
        for (const { drawer, key, bytes } of puts)
          void tx
            .objectStore(drawer)
            .put(bytes, [...key])
            .catch(ignored);
        void tx.objectStore('ledger').put(next, home).catch(ignored);
        await tx.done;
        return 'kept';
      } catch (error) {
        return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'refused';
      }
    },
    async remove(home) {
      const tx = db.transaction(stores, 'readwrite');
      for (const drawer of drawers) void tx.objectStore(drawer).delete(whole(home)).catch(ignored);
      void tx.objectStore('ledger').delete(home).catch(ignored);
      await tx.done;
    },
    close: () => db.close(),
  };
}

/** What fails in a transaction fails the transaction, which is waited for. */
function ignored(): void {}

/** False: this browser would not say that it is gone. */
export async function removeHistoryShelf(database: string): Promise<boolean> {
  try {
    await deleteDB(database);
    return true;
  } catch {
    return false;
  }
}

export const emptyLedger: Ledger = {
  unfolded: [],
  epoch: 0,
  aging: null,
  bytes: { log: 0, minutes: 0, hours: 0, events: 0, alerts: 0, home: 0 },
};

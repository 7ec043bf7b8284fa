import type { Alert } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import { exportPart } from '@/history/export-history';
import { openHistoryLook, type HistoryLook } from '@/history/history-look';
import { openHistoryShelf, removeHistoryShelf, type HistoryShelf } from '@/history/history-shelf';
import { openKeptHistory, type KeptHistory } from '@/history/kept-history';
import { moveHistory } from '@/history/move-history';
import { recordsOf } from '@/history/past-history';
import { budgetOf, bytesInAll } from '@/history/retention';
import { openSeal, sealUnder, type Seal } from '@/history/seal';

import { readPast } from './served-past';
import type { ExportQuestion, LastHome } from './history-questions';

/** A home as it was last seen, as it is kept. */
export type SeenHome = {
  readonly url: string;
  readonly at: number;
  readonly devices: readonly Device[];
  readonly alerts: readonly Alert[];
};

export type DeskOptions = {
  /** the name of the databases of this browser; another one in tests */
  readonly database: string;
  /** the secret that lies in the vault; null: there is no vault */
  readonly secret: string | null;
  /** there was a vault a moment ago, and a person wiped it */
  readonly isWiped: boolean;
  readonly random: (count: number) => Uint8Array<ArrayBuffer>;
  /** how much this browser would give; null where it does not say */
  readonly estimate: () => Promise<{ readonly quota?: number; readonly usage?: number } | null>;
};

/** The history of this browser, open: whatever needs its database stands in this chunk, which is loaded when it is needed. */
export type HistoryDesk = {
  enter(home: string): Promise<HomeDesk>;
  /** the home that was seen last; null: none */
  lastHome(): Promise<LastHome | null>;
  close(): void;
};

export type HomeDesk = Omit<KeptHistory, 'ledger' | 'begin'> &
  Omit<HistoryLook, 'summary' | 'home'> & {
    budget(): Promise<number>;
    /** what another kept of this home (JSON), where nothing is kept of it here; a sentence why not, if it is no such thing */
    adopt(past: string, now: number): Promise<string | null>;
    summary(): ReturnType<HistoryLook['summary']>;
    exportPart(question: ExportQuestion): ReturnType<typeof exportPart>;
    /** there is a vault, and something that lay open before there was one did not fit under it yet */
    readonly leavesOpen: boolean;
    /** false: this browser would not let it go */
    remove(): Promise<boolean>;
  };

/** Rejects where this browser keeps nothing. What lay open goes under the vault's secret as soon as there is one. */
export async function openHistoryDesk({
  database,
  secret,
  isWiped,
  random,
  estimate,
}: DeskOptions): Promise<HistoryDesk> {
  const sealedDatabase = `${database}-sealed`;
  const seal: Seal = secret === null ? openSeal : await sealUnder(secret, random);
  // nobody can open it any more; a vault that merely could not be read is no wiped one
  if (isWiped) await removeHistoryShelf(sealedDatabase);
  const shelf = await openHistoryShelf(secret === null ? database : sealedDatabase);
  const leavesOpen = secret !== null && !(await hasMoved(database, shelf, seal));

  return {
    async enter(home) {
      const entered = await openHome(shelf, seal, home, estimate);
      const remove = async () => (!leavesOpen || (await removedFrom(database, home))) && entered.remove();
      return { ...entered, leavesOpen, remove };
    },
    async lastHome() {
      const homes = await Promise.all((await shelf.homes()).map((name) => seenAt(shelf, seal, name)));
      const known = homes.filter((one) => one !== null);
      return known.toSorted((one, other) => other.at - one.at)[0] ?? null;
    },
    close: () => shelf.close(),
  };
}

/** False: what did not fit stays where it is till the next time; it must not stay for ever. */
async function hasMoved(database: string, to: HistoryShelf, seal: Seal): Promise<boolean> {
  const open = await openHistoryShelf(database);
  const outcome = await moveHistory(open, to, seal);
  open.close();
  return outcome === 'kept' && (await removeHistoryShelf(database));
}

/** What of a home was left open. */
async function removedFrom(database: string, home: string): Promise<boolean> {
  const open = await openHistoryShelf(database).catch(() => null);
  const isGone = open !== null && (await isRemoved(open, home));
  open?.close();
  return isGone;
}

async function isRemoved(shelf: HistoryShelf, name: string): Promise<boolean> {
  try {
    await shelf.remove(name);
    return true;
  } catch {
    return false;
  }
}

async function openHome(
  shelf: HistoryShelf,
  seal: Seal,
  home: string,
  estimate: DeskOptions['estimate'],
): Promise<Omit<HomeDesk, 'leavesOpen'>> {
  const kept = await openKeptHistory({ shelf, seal, home });
  const look = await openHistoryLook({ shelf, seal, home });
  const budget = async () => budgetOf(await estimate(), bytesInAll(kept.ledger().bytes));
  return {
    append: kept.append,
    fold: kept.fold,
    span: look.span,
    metrics: look.metrics,
    events: look.events,
    alerts: look.alerts,
    budget,
    async adopt(past, now) {
      if (bytesInAll(kept.ledger().bytes) > 0) return null;
      const read = readPast(past, now);
      if (read.outcome === 'refused') return read.reason;
      const records = recordsOf(read.past);
      // what is too much for this browser is left out, and what happens from now on is kept
      if (records.reduce((sum, { text }) => sum + text.length, 0) <= (await budget()))
        await kept.begin(records, read.past.foldedUntil);
      return null;
    },
    summary: async () => look.summary(await budget()),
    exportPart: ({ format, cursor }) => exportPart({ shelf, seal, home }, format, cursor),
    remove: async () => isRemoved(shelf, await seal.name(home)),
  };
}

async function seenAt(shelf: HistoryShelf, seal: Seal, name: string): Promise<LastHome | null> {
  const bytes = await shelf.get('home', [name, 0, '']);
  const text = bytes === null ? null : await seal.open(bytes);
  if (text === null) return null;
  const { url, at, devices, alerts } = JSON.parse(text) as SeenHome; // written by us, and authenticated where it is sealed
  return { url, at, devices, alerts };
}

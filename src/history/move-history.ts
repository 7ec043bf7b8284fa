import type { Alert } from '@/core/alerts/alert';
import type { KeptEvent } from '@/core/history';
import { mergeSteps } from '@/core/series-steps';

import { emptyLedger, type HistoryShelf, type KeptRecord, type Ledger, type RecordKey } from './history-shelf';
import { drawers, type Drawer } from './drawers';
import { packedKey, packPoints, readList, unpackPoints } from './history-records';
import { tiers } from './retention';
import { nameOfSeries, type Seal } from './seal';
import { unfoldedIn, type Span } from './unfolded';

/** so many records are in memory at a time */
const atOnce = 64;

/**
 * Everything that lies open on one shelf goes under `seal` to another, home by home. Some records at a time are written there and
 * then deleted here, so that what does not fit leaves as little open as can be, and goes on where it stopped the next time.
 */
export async function moveHistory(
  from: HistoryShelf,
  to: HistoryShelf,
  seal: Seal,
): Promise<'kept' | 'full' | 'refused'> {
  for (const home of await from.homes()) {
    const name = await seal.name(home);
    let here = (await from.ledger(home)) ?? emptyLedger;
    const known = (await to.ledger(name)) ?? emptyLedger;
    // an epoch that comes has none of the names that are there, and a clock that is doubted stays so
    let there = { ...known, epoch: Math.max(known.epoch, here.epoch), aging: known.aging ?? here.aging };
    for (const drawer of drawers) {
      for (;;) {
        const page: readonly KeptRecord[] = await from.page(drawer, home, null, atOnce);
        const span = spanOf(page);
        if (span === null) break;
        const moved = await Promise.all(page.map((record) => sealed(drawer, record, name)));
        if (drawer === 'log') {
          there = { ...there, unfolded: [...unfoldedIn(here.unfolded, span), ...there.unfolded] };
          here = { ...here, unfolded: unfoldedIn(here.unfolded, { from: span.to + 1, to: Number.POSITIVE_INFINITY }) };
        }
        there = counted(there, drawer, sum(moved.map(({ bytes, replaced }) => bytes.byteLength - replaced)));
        here = counted(here, drawer, -sum(page.map(({ bytes }) => bytes.byteLength)));
        const written = await to.write(name, { puts: moved, removes: [], ledger: there });
        if (written !== 'kept') return written;
        const removes = page.map(({ key }) => ({ drawer, key }));
        const removed = await from.write(home, { puts: [], removes, ledger: here });
        if (removed !== 'kept') return removed;
      }
    }
    await from.remove(home);
  }
  return 'kept';

  async function sealed(drawer: Drawer, { key: [, at, series], bytes }: KeptRecord, name: string) {
    const key: RecordKey = [name, at, await nameOfSeries(seal, series)];
    const text = new TextDecoder().decode(bytes);
    const known = await to.get(drawer, key);
    const other = known === null ? null : await seal.open(known);
    const both = other === null || other === text ? text : joined(drawer, at, text, other);
    return { drawer, key, bytes: await seal.close(both), replaced: known?.byteLength ?? 0 };
  }
}

/** What was kept at the same place before and after there was a vault, as one record. */
function joined(drawer: Drawer, at: number, before: string, after: string): string {
  switch (drawer) {
    case 'minutes':
    case 'hours': {
      const { stepMs } = tiers[drawer];
      const points = mergeSteps(unpackPoints(before, at, stepMs), unpackPoints(after, at, stepMs));
      return packPoints(packedKey(before), points, at, stepMs);
    }
    case 'events':
      return JSON.stringify([...readList<KeptEvent>(before), ...readList<KeptEvent>(after)]);
    case 'alerts': {
      const all = [...readList<Alert>(before), ...readList<Alert>(after)];
      return JSON.stringify([...new Map(all.map((alert) => [alert.id, alert])).values()]);
    }
    case 'log':
    case 'home':
      return after; // the newer
  }
}

function spanOf(page: readonly KeptRecord[]): Span | null {
  const [first, last] = [page[0], page.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.key[1], to: last.key[1] };
}

function counted(ledger: Ledger, drawer: Drawer, more: number): Ledger {
  return { ...ledger, bytes: { ...ledger.bytes, [drawer]: ledger.bytes[drawer] + more } };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

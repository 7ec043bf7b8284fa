import {
  drawers,
  emptyLedger,
  type HistoryShelf,
  type KeptRecord,
  type PageMark,
  type RecordKey,
} from './history-shelf';
import type { Seal } from './seal';

/** so many records are in memory at a time */
const atOnce = 64;

/**
 * Everything that lies open on one shelf goes under `seal` to another, home by home. What was there already stays where both
 * have it: it is the newer.
 */
export async function moveHistory(
  from: HistoryShelf,
  to: HistoryShelf,
  seal: Seal,
): Promise<'kept' | 'full' | 'refused'> {
  for (const home of await from.homes()) {
    const name = await seal.name(home);
    const known = (await from.ledger(home)) ?? emptyLedger;
    let ledger = (await to.ledger(name)) ?? { ...emptyLedger, foldedUntil: known.foldedUntil };
    for (const drawer of drawers) {
      const sealed = async ({ key, bytes }: KeptRecord) => {
        const renamed: RecordKey = [name, key[1], key[2] === '' ? '' : await seal.name(key[2])];
        if ((await to.get(drawer, renamed)) !== null) return [];
        return [{ drawer, key: renamed, bytes: await seal.close(new TextDecoder().decode(bytes)) }];
      };
      let mark: PageMark | null = null;
      for (;;) {
        const page: readonly KeptRecord[] = await from.page(drawer, home, mark, atOnce);
        const last = page.at(-1);
        if (last === undefined) break;
        mark = { from: last.key[1], series: last.key[2] };
        const puts = (await Promise.all(page.map(sealed))).flat();
        const bytes = { ...ledger.bytes };
        for (const put of puts) bytes[drawer] += put.bytes.byteLength;
        ledger = { ...ledger, bytes };
        const outcome = await to.write(name, { puts, removes: [], ledger });
        if (outcome !== 'kept') return outcome;
      }
    }
    await from.remove(home);
  }
  return 'kept';
}

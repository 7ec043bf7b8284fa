import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';

import type { HistoryLook } from './history-look';
import { openHistoryShelf, type Ledger } from './history-shelf';
import { day, homeAfter, hour, logAt, minute, plenty, series, start, url } from './history.testing';
import { openKeptHistory, type KeptHistory } from './kept-history';
import { openSeal } from './seal';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

async function live(kept: KeptHistory, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 10 * minute) {
    await kept.append({ log: logAt(at, 20), alerts: [], home: null });
    if (at % hour === 0) await kept.fold(at, plenty);
  }
  await kept.fold(to, plenty);
}

async function countedIn(look: HistoryLook, from: number, to: number): Promise<number> {
  const { points } = await look.span({ ...series, from, to }, null);
  return points.reduce((sum, { count }) => sum + count, 0);
}

describe('a clock that was ahead for an hour', () => {
  test.each([3 * hour, 2 * day, 40 * day])(
    'by %i ms lets nothing go, and what comes after it is kept',
    async (leap) => {
      const { kept, look, shelf } = await homeAfter(0);
      const set = start + 30 * hour + 20 * minute;
      await live(kept, start, set);
      await live(kept, set + leap, set + leap + hour);
      await live(kept, set + 10 * minute, set + 3 * day);
      const to = set + 3 * day;
      // drawn of hours, of minutes, and of what was told
      expect(await countedIn(look, start, to - 1)).toBe((to - start) / (10 * minute) - 1 + (leap < 3 * day ? 6 : 0));
      expect(await countedIn(look, to - 2 * day, to - 1)).toBe(2 * 24 * 6 + (leap === 2 * day ? 6 : 0));
      expect(await countedIn(look, to - hour, to - 1)).toBe(6);
      expect(await shelf.count('log', url)).toBeLessThan(35 * 6);
    },
  );

  test('nor does one that starts in 1970, and what it wrote is folded once', async () => {
    const { kept, look } = await homeAfter(0);
    await live(kept, start, start + 5 * hour + 30 * minute);
    await live(kept, 10 * minute, 50 * minute);
    await live(kept, start + 6 * hour, start + 12 * hour);
    expect(await countedIn(look, start, start + 12 * hour)).toBe(33 + 36);
    expect(await countedIn(look, start - day, start + 5 * day)).toBe(33 + 36);
  });
});

test('a page that was closed for weeks lets go what is too old when it has been open for a day', async () => {
  const { kept, shelf } = await homeAfter(2);
  const back = start + 40 * day;
  await live(kept, back, back + hour);
  expect(await shelf.oldest('minutes', url)).toBe(start);
  await live(kept, back + hour, back + 25 * hour);
  expect(await shelf.oldest('minutes', url)).toBeGreaterThan(start);
});

test('what was kept by one mark goes on from it', async () => {
  const { shelf, kept, look } = await homeAfter(5.5, { everyMs: 10 * minute });
  const { bytes } = kept.ledger();
  const marked = { foldedUntil: start + 5 * hour, bytes };
  await shelf.write(url, { puts: [], removes: [], ledger: marked as unknown as Ledger });
  const again = await openKeptHistory({ shelf: await openHistoryShelf('test'), seal: openSeal, home: url });
  expect(await countedIn(look, start, start + 5 * day)).toBe(33);
  await live(again, start + 6 * hour, start + 12 * hour);
  expect(await countedIn(look, start, start + 5 * day)).toBe(33 + 36);
});

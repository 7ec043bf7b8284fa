import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';

import { openHistoryLook } from './history-look';
import { openHistoryShelf, type HistoryShelf } from './history-shelf';
import { drawers } from './drawers';
import {
  day,
  everyByte,
  homeAfter,
  hour,
  logAt,
  minute,
  plenty,
  series,
  start,
  unlocked,
  url,
} from './history.testing';
import { openKeptHistory } from './kept-history';
import { moveHistory } from './move-history';
import { sealUnder } from './seal';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const sealed = () => sealUnder('secret', random);
/** a day is drawn of minutes, and a longer time of hours */
const spans = [
  { from: start, to: start + 2 * day },
  { from: start - 10 * day, to: start + 10 * day },
] as const;

/** A shelf on which there is room for so many more writes. */
function withRoomFor(shelf: HistoryShelf, writes: number): HistoryShelf {
  let left = writes;
  return { ...shelf, write: async (home, change) => (left-- > 0 ? shelf.write(home, change) : 'full') };
}

async function counted(shelf: HistoryShelf): Promise<readonly number[]> {
  const seal = await sealed();
  const look = await openHistoryLook({ shelf, seal, home: url });
  const drawn = await Promise.all(spans.map((span) => look.span({ ...series, ...span }, null)));
  return drawn.map(({ points }) => points.reduce((sum, { count }) => sum + count, 0));
}

test('what lay open before there was a vault is moved, and nothing of it stays', async () => {
  const { shelf: open } = await homeAfter(30, { everyMs: 10 * minute });
  expect(await everyByte(open, url)).toContain('Front door');
  const shelf = await openHistoryShelf('sealed');
  expect(await moveHistory(open, shelf, await sealed())).toBe('kept');
  expect(await everyByte(open, url)).toBe('');
  expect(await open.homes()).toEqual([]);
  expect(await counted(shelf)).toEqual([180, 180]);
  const name = await (await sealed()).name(url);
  const look = await openHistoryLook({ shelf, seal: await sealed(), home: url });
  expect(await look.events(start, start + day, null, 10)).toEqual([unlocked]);
  const { bytes, aging } = (await shelf.ledger(name)) ?? {};
  // a clock that was believed is believed no further
  expect(aging).toEqual({ by: start + 30 * hour, doubted: null });
  for (const drawer of drawers) {
    const there = await shelf.page(drawer, name, null, 10_000);
    expect(bytes?.[drawer]).toBe(there.reduce((sum, record) => sum + record.bytes.byteLength, 0));
  }
});

test.each([0, 1, 2, 3, 4, 5])(
  'what fits no more after %i writes is moved later, whatever was kept and folded meanwhile, and nothing of it is there twice',
  async (writes) => {
    const { shelf: open } = await homeAfter(30.5, { everyMs: 10 * minute });
    const shelf = await openHistoryShelf('sealed');
    const seal = await sealed();
    expect(await moveHistory(open, withRoomFor(shelf, writes), seal)).toBe('full');
    const kept = await openKeptHistory({ shelf, seal, home: url });
    for (let at = start + 31 * hour; at < start + 33 * hour; at += 10 * minute)
      await kept.append({ log: logAt(at, 1), alerts: [], home: null });
    await kept.fold(start + 33 * hour, plenty);

    expect(await moveHistory(open, shelf, seal)).toBe('kept');
    expect(await open.homes()).toEqual([]);
    const all = 30.5 * 6 + 12;
    expect(await counted(shelf)).toEqual([all, all]);
    const later = await openKeptHistory({ shelf, seal, home: url });
    await later.fold(start + 34 * hour, plenty);
    expect(await counted(shelf)).toEqual([all, all]);
  },
);

test('epochs of the clock that are moved share no name with those that come', async () => {
  const { shelf: open, kept: before } = await homeAfter(2);
  for (const at of [start + 90 * minute, start + 91 * minute])
    await before.append({ log: logAt(at, 1), alerts: [], home: null });
  const { epoch } = before.ledger();
  expect(epoch).toBe(1);
  const shelf = await openHistoryShelf('sealed');
  const seal = await sealed();
  expect(await moveHistory(open, shelf, seal)).toBe('kept');
  const kept = await openKeptHistory({ shelf, seal, home: url });
  await kept.append({ log: logAt(start + 92 * minute, 1), alerts: [], home: null });
  expect(kept.ledger().epoch).toBe(2);
});

test('each record lies open or under the vault, and not in both', async () => {
  const { shelf: open } = await homeAfter(2);
  const before = (await open.page('log', url, null, 10_000)).length;
  const shelf = await openHistoryShelf('sealed');
  const seal = await sealed();
  await moveHistory(open, withRoomFor(shelf, 1), seal);
  const [here, there] = [
    await open.page('log', url, null, 10_000),
    await shelf.page('log', await seal.name(url), null, 10_000),
  ];
  expect(there.length).toBeGreaterThan(0);
  expect(here.length + there.length).toBe(before);
});

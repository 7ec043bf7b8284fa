import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import type { KeptEvent } from '@/core/history';

import { openHistoryLook } from './history-look';
import { seriesKey, type LogRecord } from './history-records';
import { openHistoryShelf } from './history-shelf';
import { openKeptHistory } from './kept-history';
import { gatherPast, recordsOf } from './past-history';
import { openSeal } from './seal';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 1);
const climate = { device: 'ieee:0x0a', metric: 'temperatureC' } as const;
const moved = (at: number): KeptEvent => ({
  device: climate.device,
  name: 'Hallway',
  activity: { type: 'state', at, key: 'motion', value: true },
});

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

/** Told every ten minutes, with a look at the clock just before each hour. */
const told = (until: number): readonly LogRecord[] =>
  Array.from({ length: (until - start) / (10 * minute) }, (_, index) => {
    const from = start + index * 10 * minute + 7_000;
    return {
      from,
      to: from + 50_000,
      points: { [seriesKey(climate)]: [1_000, 20 + (index % 7), 30_000, 20 + (index % 5)] },
      events: [moved(from + 1_000)],
    };
  });

async function homeKept(database: string) {
  const shelf = await openHistoryShelf(database);
  const parts = { shelf, seal: openSeal, home: 'ws://home' };
  return { kept: await openKeptHistory(parts), look: await openHistoryLook(parts) };
}

function gathered(logs: readonly LogRecord[], until: number, mostLetters?: number) {
  const past = gatherPast();
  for (const one of logs) past.add(one);
  return past.asOf(until, { ...(mostLetters !== undefined && { mostLetters }) });
}

test('a past that is taken over is drawn as if it had been kept here, by the hour, the day and the month', async () => {
  const until = start + 50 * hour + 30 * minute;
  const here = await homeKept('here');
  for (const log of told(until)) await here.kept.append({ log, alerts: [], home: null });
  await here.kept.fold(until, 1e9);
  const there = await homeKept('there');
  const past = gathered(told(until), until);
  expect(await there.kept.begin(recordsOf(past), past.foldedUntil)).toBe('kept');
  for (const ms of [hour, day, 30 * day]) {
    const query = { ...climate, from: until - ms, to: until };
    const drawn = await there.look.span(query, null);
    expect(drawn.points.length).toBeGreaterThan(6);
    expect(drawn).toEqual(await here.look.span(query, null));
  }
  expect(await there.look.events(start, until, null, 500)).toHaveLength(100 + 3); // and those of the hour that goes on
  expect(there.kept.ledger().bytes.log).toBeGreaterThan(0);
});

test('brings the alerts that were told in it', async () => {
  const until = start + 40 * day;
  const { kept, look } = await homeKept('here');
  const alerts = [start + hour, start + 39 * day].map((t) =>
    alertOf({ id: `a-${t}`, t, state: 'resolved', endedAt: t }),
  );
  const past = gatherPast().asOf(until, { alerts });
  expect(await kept.begin(recordsOf(past), past.foldedUntil)).toBe('kept');
  expect(await look.alerts(start, until)).toEqual(alerts.toReversed());
  // those that come then lie with them
  const later = alertOf({ id: 'later', t: until });
  const log = { from: until, to: until, points: {}, events: [] };
  await kept.append({ log, alerts: [later], home: null });
  expect(await look.alerts(start, until)).toEqual([later, ...alerts.toReversed()]);
});

test('goes on here: what is told then is folded into it, and nothing twice', async () => {
  const until = start + 5 * hour + 30 * minute;
  const { kept, look } = await homeKept('here');
  const past = gathered(told(until), until);
  await kept.begin(recordsOf(past), past.foldedUntil);
  for (const log of told(start + 7 * hour)) if (log.from > until) await kept.append({ log, alerts: [], home: null });
  await kept.fold(start + 7 * hour, 1e9);
  const { points } = await look.span({ ...climate, from: start, to: start + 10 * day }, null);
  expect(points.map(({ count }) => count)).toEqual([12, 12, 12, 12, 12, 12, 12]);
});

test('begins a history, and touches none that has begun', async () => {
  const { kept, look } = await homeKept('here');
  const [log] = told(start + hour);
  await kept.append({ log: log as LogRecord, alerts: [], home: null }); // there are six
  const past = gathered(told(start + day), start + day);
  expect(await kept.begin(recordsOf(past), past.foldedUntil)).toBe('known');
  expect((await look.span({ ...climate, from: start, to: start + 10 * day }, null)).points).toHaveLength(1);
});

test('of a home too large to be served the hours stay, and the minutes go first', () => {
  const until = start + 26 * hour;
  const large = told(until).map((log) => ({
    ...log,
    points: Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        seriesKey({ ...climate, device: `d${n}` }),
        log.points[seriesKey(climate)] ?? [],
      ]),
    ),
  }));
  const past = gathered(large, until, 150_000);
  expect(past.hours).toHaveLength(41);
  expect(past.minutes.length).toBeLessThan(2 * 41);
  expect(JSON.stringify(past).length).toBeLessThan(151_000);
});

test('where the minutes went, the day is drawn by the hours that stayed', async () => {
  const until = start + 26 * hour;
  const past = gathered(told(until), until);
  const { kept, look } = await homeKept('here');
  await kept.begin(recordsOf({ ...past, minutes: [] }), past.foldedUntil);
  const day26 = await look.span({ ...climate, from: until - day, to: until }, null);
  expect(day26.stepMs).toBe(hour);
  expect(day26.points.length).toBeGreaterThanOrEqual(24);
});

import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import { seriesKey } from '@/history/history-records';
import { openHistoryShelf } from '@/history/history-shelf';
import { drawers } from '@/history/drawers';
import { gatherPast } from '@/history/past-history';

import { openHistoryDesk, type HomeDesk } from './history-desk';
import { openRecorder } from './recorder';
import { door, keptVisit, sessionHistory, start, told, url, values, whenKeeping } from './session-history.testing';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

describe('what a session keeps', () => {
  test('is drawn at once, and is there at the next visit', async () => {
    const visit = sessionHistory();
    visit.history.vaultIs({ status: 'none' });
    visit.history.enter(url);
    visit.hear(door(80, start));
    expect(values(await visit.battery())).toEqual([80]);
    await whenKeeping(visit);
    expect(visit.states.at(-1)).toEqual({ status: 'keeping', encrypted: false, leavesOpen: false });
    await visit.history.close();
    const next = sessionHistory();
    next.history.vaultIs({ status: 'none' });
    next.history.enter(url);
    expect(values(await next.battery())).toEqual([80]);
    const last = await next.history.answers.lastHome({});
    expect(last).toMatchObject({ url, devices: [{ name: 'Front door' }] });
    await next.history.close();
  });

  test('is told and deleted without its broker too, one home after the other, the last one seen first', async () => {
    const cabin = 'ws://cabin.lan:9001';
    const visit = await keptVisit(70, cabin);
    visit.history.leave();
    visit.history.enter(url);
    visit.hear(door(80, start));
    await whenKeeping(visit);
    await visit.history.close();

    const away = sessionHistory();
    away.history.vaultIs({ status: 'none' });
    const { lastHome, historySummary, deleteHistory } = away.history.answers;
    for (const home of [url, cabin]) {
      expect(await lastHome({})).toMatchObject({ url: home });
      expect((await historySummary({ of: home }))?.usedBytes).toBeGreaterThan(0);
      expect(await deleteHistory({ of: home })).toEqual({ outcome: 'done' });
      expect((await historySummary({ of: home }))?.usedBytes).toBe(0);
    }
    expect(await lastHome({})).toBeNull();
    await away.history.close();
  });

  test('of one home never goes to another that was asked about before it was connected', async () => {
    const visit = await keptVisit(80);
    visit.history.leave();
    const cabin = 'ws://cabin.lan:9001';
    visit.history.enter(cabin);
    expect(await visit.history.answers.lastHome({})).toMatchObject({ url });
    await visit.pass(1);
    visit.hear(door(55, start));
    await visit.pass(20);
    expect(values(await visit.battery())).toEqual([55]);
    await visit.history.close();
    const shelf = await openHistoryShelf('test');
    expect(await shelf.homes()).toEqual([cabin, url]);
    shelf.close();
  });

  test('of a home to which the session goes while the last one is looked for is shown and deleted, and never the other’s', async () => {
    const cabin = 'ws://cabin.lan:9001';
    const visit = await keptVisit(80);
    visit.history.leave();
    const looking = visit.history.answers.lastHome({});
    visit.history.enter(cabin);
    expect(await looking).toMatchObject({ url });
    expect(await visit.history.answers.historySummary({ of: url })).toBeNull();
    expect(await visit.history.answers.historySummary({ of: cabin })).toMatchObject({ usedBytes: 0 });
    expect(await visit.history.answers.deleteHistory({ of: url })).toEqual({ outcome: 'refused' });
    await visit.history.close();
    const shelf = await openHistoryShelf('test');
    expect(await shelf.homes()).toContain(url);
    shelf.close();
  });

  test('under a vault that was wiped goes at once, though nobody asks for it again', async () => {
    const visit = sessionHistory();
    visit.history.unlocked('secret');
    visit.history.enter(url);
    visit.hear(door(80, start));
    await whenKeeping(visit);
    await visit.history.close();

    const later = sessionHistory();
    later.history.vaultIs({ status: 'locked', passkeys: [] });
    later.history.vaultIs({ status: 'none' });
    await expect.poll(async () => (await indexedDB.databases()).map(({ name }) => name)).not.toContain('test-sealed');
    await later.history.close();
  });

  test('of a large home is told with what is left out of it: a course, and the whole for a start without a connection', async () => {
    const visit = await keptVisit(80);
    const answers = () =>
      Promise.all([
        visit.battery(),
        visit.history.answers.historySummary({ of: url }),
        visit.history.answers.lastHome({}),
      ]);
    expect(await answers()).toMatchObject([
      { keeps: 'all' },
      { courses: { kept: 2, of: 2 }, isHomeKept: true },
      { url },
    ]);
    for (let n = 0; n < 3_000; n++) visit.hear(door(80, start, { id: `door ${n}` }));
    const [span, summary] = await answers();
    expect(span).toMatchObject({ keeps: 'this' });
    expect(summary).toMatchObject({ courses: { kept: 4_000, of: 6_002 }, isHomeKept: false });
    const query = { device: 'door 2999', metric: 'battery', from: start, to: start + 60_000 } as const;
    expect(await visit.history.answers.historySpan(query)).toMatchObject({ keeps: 'others', points: [] });
    await visit.history.close();
  });

  test('with a vault waits until that was unlocked, then lies under its secret, what lay open as well', async () => {
    const before = await keptVisit(80);
    await before.history.close();

    const after = sessionHistory();
    after.history.vaultIs({ status: 'locked', passkeys: [] });
    after.history.enter(url);
    await after.pass(20);
    expect(after.states).toEqual([{ status: 'locked' }]);
    expect(await after.battery()).toBeNull();
    expect(await after.history.answers.lastHome({})).toBeNull();
    after.history.unlocked('secret');
    await whenKeeping(after);
    expect(after.states.at(-1)).toEqual({ status: 'keeping', encrypted: true, leavesOpen: false });
    expect(values(await after.battery())).toEqual([80]);
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['test-sealed']);
    after.history.vaultIs({ status: 'locked', passkeys: [] });
    expect(values(await after.battery())).toEqual([80]);

    after.history.vaultIs({ status: 'none' }); // it was wiped
    expect(await after.battery()).toMatchObject({ points: [] });
    await after.history.close();
  });

  test('that does not fit under the vault is said to lie open, and goes when the history is deleted', async () => {
    const before = await keptVisit(80);
    await before.history.close();

    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const after = sessionHistory();
    after.history.vaultIs({ status: 'locked', passkeys: [] });
    after.history.enter(url);
    after.history.unlocked('secret');
    await whenKeeping(after);
    expect(full.mock.results.map(({ type }) => type)).toContain('throw');
    expect(after.states.at(-1)).toEqual({ status: 'keeping', encrypted: true, leavesOpen: true });
    const open = await openHistoryShelf('test');
    expect(await open.count('log', url)).toBeGreaterThan(0);
    expect(await after.history.answers.deleteHistory({ of: url })).toEqual({ outcome: 'done' });
    expect(await open.count('log', url)).toBe(0);
    open.close();
    await after.history.close();
  });

  test('is nothing where this page cannot know whether another tab keeps the same', async () => {
    const visit = sessionHistory({ alone: null });
    visit.history.vaultIs({ status: 'none' });
    visit.history.enter(url);
    visit.hear(door(80, start));
    await visit.pass(20);
    expect(visit.states.at(-1)).toEqual({ status: 'unavailable' });
    expect(await indexedDB.databases()).toEqual([]);
  });

  test('is kept as soon as the part that keeps it can be had', async () => {
    let isAway = true;
    const load = () =>
      isAway ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve({ openHistoryDesk });
    const visit = sessionHistory({ load });
    visit.history.vaultIs({ status: 'none' });
    visit.history.enter(url);
    visit.hear(door(80, start));
    await visit.pass(20);
    expect(visit.states.at(-1)).toEqual({ status: 'unavailable' });
    isAway = false;
    visit.hear(door(70, start));
    await whenKeeping(visit);
    expect(values(await visit.battery())).toEqual([70]);
    await visit.history.close();
  });

  test('is deleted when a person says so, and what comes then is kept again', async () => {
    const visit = sessionHistory();
    visit.history.vaultIs({ status: 'none' });
    visit.history.enter(url);
    visit.hear(door(80, start));
    visit.alerts.set('a', alertOf({ id: 'a', t: start }));
    visit.history.alertsChanged(['a']);
    await whenKeeping(visit);
    expect(await visit.history.answers.historyAlerts({ from: 0, to: start + 1 })).toHaveLength(1);
    expect(await visit.history.answers.deleteHistory({ of: url })).toEqual({ outcome: 'done' });
    expect(values(await visit.battery())).toEqual([]);
    expect(await visit.history.answers.historyAlerts({ from: 0, to: start + 1 })).toEqual([]);
    visit.hear(door(70, start));
    await visit.pass(16);
    expect(values(await visit.battery())).toEqual([70]);
    await visit.history.close();
  });
});

test('a clock that was ahead and is put right holds nothing up, and what is told then stands where it was told', async () => {
  const visit = sessionHistory();
  visit.history.vaultIs({ status: 'none' });
  visit.history.enter(url);
  visit.setClock(start + 3 * 3_600_000);
  visit.hear(door(80, start));
  await whenKeeping(visit);
  visit.setClock(start);
  await visit.pass(1);
  for (let minute = 0; minute < 5; minute++) {
    visit.hear(door(70 - minute, start));
    await visit.pass(60);
  }
  const { points = [] } = (await visit.battery()) ?? {};
  expect(points.map(({ at, last }) => [Math.floor((at - start) / 60_000), last])).toEqual(
    [0, 1, 2, 3, 4].map((minute) => [minute, 70 - minute]),
  );
  await visit.history.close();
  const next = sessionHistory();
  next.history.vaultIs({ status: 'none' });
  next.history.enter(url);
  next.setClock(start + 5 * 60_000);
  expect(values(await next.battery())).toEqual([70, 69, 68, 67, 66]);
  await next.history.close();
});

test('a clock that is put right while something is written waits for none of it: what is told then stands where it was told', async () => {
  let isWritten = () => {};
  const written = new Promise<void>((resolve) => (isWritten = resolve));
  let appends = 0;
  const visit = sessionHistory({
    load: async () => ({
      async openHistoryDesk(options) {
        const desk = await openHistoryDesk(options);
        const slow = (entered: HomeDesk): HomeDesk => ({
          ...entered,
          async append(taken) {
            if (++appends === 2) await written;
            return entered.append(taken);
          },
        });
        return { ...desk, enter: async (home) => slow(await desk.enter(home)) };
      },
    }),
  });
  visit.history.vaultIs({ status: 'none' });
  visit.history.enter(url);
  visit.setClock(start + 3 * 3_600_000);
  visit.hear(door(80, start));
  await expect.poll(async () => (await visit.pass(16), appends)).toBeGreaterThan(1);
  visit.setClock(start);
  await visit.pass(1);
  visit.hear(door(70, start));
  await visit.pass(60);
  isWritten();
  await whenKeeping(visit);
  expect(values(await visit.battery())).toContain(70);
  await visit.history.close();
});

test('while it is deleted nothing is written, and afterwards is counted what lies there', async () => {
  let isRemoved = () => {};
  const removed = new Promise<void>((resolve) => (isRemoved = resolve));
  const visit = sessionHistory({
    load: async () => ({
      async openHistoryDesk(options) {
        const desk = await openHistoryDesk(options);
        // of much it takes long until it is gone
        const slow = (entered: HomeDesk) => ({
          ...entered,
          remove: async () => (await Promise.all([entered.remove(), removed]))[0],
        });
        return { ...desk, enter: async (home) => slow(await desk.enter(home)) };
      },
    }),
  });
  visit.history.vaultIs({ status: 'none' });
  visit.history.enter(url);
  visit.hear(door(80, start));
  await whenKeeping(visit);
  const deleting = visit.history.answers.deleteHistory({ of: url });
  visit.hear(door(70, start));
  await visit.pass(30);
  // a clock that is put right cannot wait for another writing, but for this
  visit.setClock(start - 60_000);
  await visit.pass(30);
  visit.setClock(start + 120_000);
  const shelf = await openHistoryShelf('test');
  expect(await shelf.ledger(url)).toBeNull();
  isRemoved();
  expect(await deleting).toEqual({ outcome: 'done' });
  expect(visit.states.map(({ status }) => status)).not.toContain('unavailable');
  visit.hear(door(60, start));
  await visit.pass(30);
  expect(values(await visit.battery())).toEqual([60]);
  const there = await Promise.all(drawers.map((drawer) => shelf.page(drawer, url, null, 100)));
  const usedBytes = there.flat().reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  expect(await visit.history.answers.historySummary({ of: url })).toMatchObject({ usedBytes });
  shelf.close();
  await visit.history.close();
});

describe('a past that the demo serves', () => {
  const day = 86_400_000;
  /** three weeks in which the battery went from 100 % to 79 % */
  const served = () => {
    const past = gatherPast();
    for (let hour = 0; hour < 21 * 24; hour++) {
      const from = start - 21 * day + hour * 3_600_000;
      const points = { [seriesKey({ device: 'front', metric: 'battery' })]: [0, 100 - Math.floor(hour / 24)] };
      past.add({ from, to: from + 50_000, points, events: [] });
    }
    return JSON.stringify(past.asOf(start));
  };
  const aMonth = { device: 'front', metric: 'battery', from: start - 30 * day, to: start + 60_000 } as const;
  const drawn = async ({ history }: ReturnType<typeof sessionHistory>) => {
    const { points = [] } = (await history.answers.historySpan(aMonth)) ?? {};
    return {
      count: points.reduce((sum, { count }) => sum + count, 0),
      first: points[0]?.last,
      last: points.at(-1)?.last,
    };
  };
  const offered = (past: string, home = url) => {
    const visit = sessionHistory();
    void visit.history.answers.adoptHistory({ home, past });
    visit.history.vaultIs({ status: 'none' });
    visit.history.enter(url);
    visit.hear(door(70, start));
    return visit;
  };
  const summaryOf = ({ history }: ReturnType<typeof sessionHistory>) => history.answers.historySummary({ of: url });

  test('begins the history of a home of which nothing is kept', async () => {
    const visit = offered(served());
    await whenKeeping(visit);
    expect(await drawn(visit)).toEqual({ count: 21 * 24 + 1, first: 100, last: 70 });
    const begun = { since: start - 21 * day };
    expect(await summaryOf(visit)).toMatchObject({ hours: begun, refusedPast: null });
    await visit.history.close();
  });

  test('changes nothing of a history that has begun, or was deleted, nor of another home', async () => {
    const before = offered('', 'ws://elsewhere:9001/mqtt');
    await whenKeeping(before);
    await before.history.close();
    const visit = offered(served());
    await whenKeeping(visit);
    expect(await drawn(visit)).toMatchObject({ first: 70, last: 70 });
    await visit.history.close();
    const other = offered(served(), 'ws://elsewhere:9001/mqtt');
    await whenKeeping(other);
    expect(await drawn(other)).toMatchObject({ first: 70 });
    await other.history.answers.deleteHistory({ of: url });
    await whenKeeping(other);
    expect((await drawn(other)).first).toBeUndefined();
    await other.history.close();
  });

  test('and was cut on the way is refused in words, and what happens now is kept all the same', async () => {
    const visit = offered(served().slice(0, -9));
    await whenKeeping(visit);
    expect(await drawn(visit)).toEqual({ count: 1, first: 70, last: 70 });
    expect(await summaryOf(visit)).toMatchObject({ refusedPast: expect.stringContaining('cut on the way') });
    await visit.history.close();
  });

  test('is left out where this browser has no room for it', async () => {
    const visit = sessionHistory({ estimate: async () => ({ quota: 5_000, usage: 0 }) });
    void visit.history.answers.adoptHistory({ home: url, past: served() });
    visit.history.vaultIs({ status: 'none' });
    visit.history.enter(url);
    visit.hear(door(70, start));
    await whenKeeping(visit);
    expect(await drawn(visit)).toMatchObject({ count: 1 });
    await visit.history.close();
  });

  test('waits for a vault that is locked, and then lies under its secret', async () => {
    const visit = sessionHistory();
    void visit.history.answers.adoptHistory({ home: url, past: served() });
    visit.history.vaultIs({ status: 'locked', passkeys: [] });
    visit.history.enter(url);
    await visit.pass(20);
    expect(await indexedDB.databases()).toEqual([]);
    visit.history.unlocked('secret');
    await whenKeeping(visit);
    expect(await drawn(visit)).toMatchObject({ count: 21 * 24, first: 100 });
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['test-sealed']);
    const shelf = await openHistoryShelf('test-sealed');
    const [name = ''] = await shelf.homes();
    const kept = await shelf.page('hours', name, null, 10);
    expect(kept.length).toBeGreaterThan(1);
    const bytes = kept.map((one) => JSON.stringify(one.key) + new TextDecoder('latin1').decode(one.bytes)).join('');
    for (const word of ['front', 'battery', 'home.lan']) expect(bytes).not.toContain(word);
    shelf.close();
    await visit.history.close();
  });
});

describe('what is gathered of a message', () => {
  test('is what it told, each once, and what the device did', () => {
    const recorder = openRecorder(seriesKey);
    const unlocked = { lock: told('unlocked' as const, start + 2_000) };
    recorder.heard(
      door(80, start, { state: { lock: told('locked', start), temperatureC: told(21.5, start) } }),
      start,
      0,
    );
    const same = door(80, start, { state: unlocked });
    recorder.heard(same, start + 2_000, 0);
    recorder.heard(same, start + 3_000, 0);
    const gathered = recorder.look(start + 15_000);
    expect(gathered).toMatchObject({ from: start, to: start + 15_000 });
    expect(gathered?.points).toMatchObject({
      'front\nbattery': [0, 80, 2_000, 80],
      'front\ntemperatureC': [0, 21.5],
      'front\nmessages': [0, 3],
    });
    expect(gathered?.events).toMatchObject([{ name: 'Front door', activity: { key: 'lock', value: 'unlocked' } }]);
  });

  test('is bounded, however fast it comes', () => {
    const recorder = openRecorder(seriesKey);
    for (let n = 0; n < 10_000; n++) recorder.heard(door(n % 100, start + n), start + n, 0);
    const points = recorder.look(start + 15_000)?.points['front\nbattery'] ?? [];
    expect(points.length).toBeLessThanOrEqual(240);
    expect(points.at(-1)).toBe(99);
  });

  test('leaves room for the devices that are there, however many were invented and taken away', () => {
    const recorder = openRecorder(seriesKey);
    const invented = (n: number) => door(80, start, { id: `invented ${n}` });
    for (let n = 0; n < 5_000; n++) recorder.heard(invented(n), start, 0);
    recorder.heard(door(80, start), start, 0);
    recorder.take(start + 10_000, true);
    for (let n = 0; n < 5_000; n++) recorder.gone(invented(n).id);
    recorder.heard(door(70, start), start + 11_000, 0);
    expect(recorder.look(start + 15_000)?.points).toEqual({ 'front\nbattery': [1_000, 70], 'front\nmessages': [0, 1] });
  });

  test('of a large home is a part, which says of each course whether it is in it, and of all how many', () => {
    const recorder = openRecorder(seriesKey);
    const battery = (device: string) => recorder.keeps({ device, metric: 'battery' });
    recorder.heard(door(80, start), start, 0);
    expect([battery('front'), recorder.courses()]).toEqual(['all', { kept: 2, of: 2 }]);
    for (let n = 0; n < 3_000; n++) recorder.heard(door(80, start, { id: `door ${n}` }), start, 0);
    expect(recorder.courses()).toEqual({ kept: 4_000, of: 6_002 });
    expect([battery('front'), battery('door 0'), battery('door 2999')]).toEqual(['this', 'this', 'others']);
    for (let n = 0; n < 2_000; n++) recorder.gone(`door ${n}`);
    expect(recorder.courses()).toEqual({ kept: 2, of: 2_002 });
    recorder.heard(door(70, start, { id: 'door 2999' }), start + 1_000, 0);
    expect(battery('door 2999')).toBe('all');
    recorder.forget();
    expect(recorder.courses()).toEqual({ kept: 0, of: 0 });
  });

  test('is how large the largest was that is no picture, where that leaves room for what the devices tell', () => {
    const recorder = openRecorder(seriesKey);
    const sizes = (device = 'front') => recorder.look(start + 15_000)?.points[`${device}\nmessageBytes`];
    for (const bytes of [220, 900, 0, 340]) recorder.heard(door(80, start), start, bytes);
    expect(sizes()).toEqual([0, 900]);
    recorder.take(start + 10_000, true);
    recorder.heard(door(80, start), start + 11_000, 200);
    expect(sizes()).toEqual([0, 200]);
    for (let n = 0; n < 1_200; n++) recorder.heard(door(80, start, { id: `door ${n}` }), start, 200);
    expect(sizes('door 100')).toEqual([0, 200]);
    expect(sizes('door 1199')).toBeUndefined();
    expect(recorder.keeps({ device: 'door 1199', metric: 'battery' })).toBe('all');
    expect(recorder.keeps({ device: 'door 1199', metric: 'messageBytes' })).toBe('others');
    expect(recorder.courses().kept).toBeLessThan(recorder.courses().of);
  });

  test('is nothing while nobody listens', () => {
    const recorder = openRecorder(seriesKey);
    recorder.heard(door(80, start), start, 0);
    expect(recorder.take(start + 1_000, false)).not.toBeNull();
    expect(recorder.take(start + 90_000, false)).toBeNull();
  });
});

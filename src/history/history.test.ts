import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';

import type { Alert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';

import { exportBegin, exportPart, type ExportFormat } from './export-history';
import { openHistoryLook } from './history-look';
import { seriesKey } from './history-records';
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
import { openKeptHistory, type KeptHistory } from './kept-history';
import { bytesInAll } from './retention';
import { openSeal, sealUnder } from './seal';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

describe('what was told', () => {
  test('of the last hours is there as it was told, of a day by the minute, and of a month by the hour', async () => {
    const { look } = await homeAfter(26, { everyMs: 10 * minute });
    const to = start + 26 * hour;
    const raw = await look.span({ ...series, from: to - hour, to }, null);
    expect(raw.stepMs).toBe(0);
    expect(raw.points.map(({ last }) => last).slice(0, 3)).toEqual([1500, 1510, 1520]);
    const aDay = await look.span({ ...series, from: start, to: start + day }, null);
    expect(aDay.stepMs).toBe(5 * minute);
    expect(aDay.points[1]).toMatchObject({ at: start + 10 * minute, min: 10, max: 10, count: 1 });
    expect(aDay.points).toHaveLength(145);
    const aMonth = await look.span({ ...series, from: start - 15 * day, to: start + 15 * day }, null);
    expect(aMonth.points[0]).toMatchObject({ at: start, min: 0, max: 170, last: 170, count: 18, mean: 85 });
    expect(aMonth.points.reduce((sum, { count }) => sum + count, 0)).toBe(26 * 6);
  });

  test('and is not written yet is drawn with the rest', async () => {
    const { look } = await homeAfter(1);
    const pending = logAt(start + hour, 99);
    const span = await look.span({ ...series, from: start, to: start + 2 * hour }, pending);
    expect(span.points.at(-1)?.last).toBe(99);
  });

  test('offers of each device the numbers of which a course is kept, also of what is not folded or not written yet', async () => {
    const { look, kept } = await homeAfter(26, { everyMs: 10 * minute });
    const at = start + 26 * hour;
    expect(await look.metrics(series.device, at, null)).toEqual(['messages', 'temperatureC']);
    expect(await look.metrics(series.device, at + 20 * day, null)).toEqual(['messages', 'temperatureC']);
    expect(await look.metrics('ieee:0x0b', at, null)).toEqual([]);
    const battery = { [seriesKey({ device: 'ieee:0x0b', metric: 'battery' })]: [0, 80] };
    expect(await look.metrics('ieee:0x0b', at, logAt(at, 0, { points: battery }))).toEqual(['battery']);
    await kept.append({ log: logAt(at, 0, { points: battery }), alerts: [], home: null });
    expect(await look.metrics('ieee:0x0b', at + minute, null)).toEqual(['battery']);
  });

  test('is folded once, however often it is looked through', async () => {
    const { kept, look } = await homeAfter(3);
    await kept.fold(start + 3 * hour, plenty);
    const span = await look.span({ ...series, from: start, to: start + day }, null);
    expect(span.points.reduce((sum, { count }) => sum + count, 0)).toBe(180);
  });

  test('is there again after the browser was closed', async () => {
    (await homeAfter(2)).shelf.close();
    const shelf = await openHistoryShelf('test');
    const look = await openHistoryLook({ shelf, seal: openSeal, home: url });
    expect((await look.span({ ...series, from: start, to: start + day }, null)).points).toHaveLength(24);
    expect(await look.events(start, start + day, series.device, 10)).toEqual([unlocked]);
    expect(await look.events(start, start + day, 'another', 10)).toEqual([]);
  });

  test('is kept raw for a day, by the minute for a month and by the hour for a year', async () => {
    const { shelf, kept, look } = await homeAfter(2);
    for (let hours = 3; hours <= 27; hours++) await kept.fold(start + hours * hour, plenty);
    expect(await shelf.count('log', url)).toBe(0);
    expect((await look.span({ ...series, from: start, to: start + day }, null)).points).toHaveLength(24);
    await foldedFor(kept, start + 34 * day);
    expect(await shelf.count('minutes', url)).toBe(0);
    expect((await look.span({ ...series, from: start - 100 * day, to: start + day }, null)).points).toHaveLength(1);
    await foldedFor(kept, start + 400 * day);
    expect(bytesInAll(kept.ledger().bytes)).toBe(0);
  });

  test('makes room for itself: the oldest goes first, and what is counted is what lies there', async () => {
    const { shelf, kept } = await homeAfter(6);
    const before = kept.ledger().bytes;
    await kept.fold(start + 6 * hour, bytesInAll(before) - 20_000);
    const { bytes } = kept.ledger();
    expect(bytesInAll(bytes)).toBeLessThanOrEqual(bytesInAll(before) - 20_000);
    expect(bytes.minutes).toBe(before.minutes);
    expect(await shelf.oldest('log', url)).toBeGreaterThan(start);
    for (const drawer of drawers) {
      const there = await shelf.page(drawer, url, null, 10_000);
      expect(there.reduce((sum, record) => sum + record.bytes.byteLength, 0)).toBe(bytes[drawer]);
    }
  });

  test('begins to count anew where another page has deleted it', async () => {
    const { shelf, kept } = await homeAfter(2);
    await shelf.remove(url);
    await kept.append({ log: logAt(start + 3 * hour, 1), alerts: [], home: null });
    const [record] = await shelf.page('log', url, null, 10);
    expect(bytesInAll(kept.ledger().bytes)).toBe(record?.bytes.byteLength);
    expect(kept.ledger().unfolded).toHaveLength(1);
  });

  test('counts what lies there also where it had to make room for it', async () => {
    const { shelf } = await homeAfter(6);
    let isFull = true;
    const small: HistoryShelf = {
      ...shelf,
      async write(home, change) {
        if (!isFull || change.removes.length > 0) return shelf.write(home, change);
        isFull = false;
        return 'full';
      },
    };
    const kept = await openKeptHistory({ shelf: small, seal: openSeal, home: url });
    expect(await kept.append({ log: logAt(start + 6 * hour, 1), alerts: [], home: null })).toBe('kept');
    const there = await shelf.page('log', url, null, 10_000);
    const bytes = there.reduce((sum, record) => sum + record.bytes.byteLength, 0);
    expect(kept.ledger().bytes.log).toBe(bytes);
    expect((await shelf.ledger(url))?.bytes.log).toBe(bytes);
    expect(there.at(-1)?.key[1]).toBe(start + 6 * hour);
  });

  test('and cannot be written because the disk is full says so, and loses nothing that lies there', async () => {
    const { shelf, look } = await homeAfter(1);
    const full: HistoryShelf = { ...shelf, write: async () => 'full' };
    const kept = await openKeptHistory({ shelf: full, seal: openSeal, home: url });
    expect(await kept.append({ log: logAt(start + hour, 1), alerts: [], home: null })).toBe('full');
    expect((await look.span({ ...series, from: start, to: start + hour }, null)).points).toHaveLength(60);
  });

  test('says how often a device spoke, silence as none, and nothing of the time when nobody listened', async () => {
    const { look, kept } = await homeAfter(1);
    const silent = { from: start + hour, to: start + hour + 15_000, points: {}, events: [] };
    await kept.append({ log: silent, alerts: [], home: null });
    const { points, listened } = await look.span(
      { ...series, metric: 'messages', from: start + 58 * minute, to: start + 2 * hour },
      null,
    );
    expect(points.map(({ last }) => last)).toEqual([4, 4, 0]);
    expect(listened).toHaveLength(3);
  });
});

/** A page that was closed till then stays open for a day. */
async function foldedFor(kept: KeptHistory, now: number): Promise<void> {
  for (const at of [now, now + day]) await kept.fold(at, plenty);
}

test('an alert is kept as it last stood', async () => {
  const { kept, look } = await homeAfter(0);
  const alert = alertOf({ t: start });
  await kept.append({ log: logAt(start, 1), alerts: [alert], home: null });
  await kept.append({ log: logAt(start + 1, 1), alerts: [{ ...alert, state: 'resolved' }], home: null });
  expect(await look.alerts(start, start + day)).toEqual([{ ...alert, state: 'resolved' }]);
  expect(await look.summary(plenty)).toMatchObject({ alerts: { number: 1 }, minutes: { since: null } });
});

describe('under a vault', () => {
  const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

  test('neither a name nor a number of the home can be found in what lies there, and all of it can be read', async () => {
    const seal = await sealUnder('secret-of-the-vault', random);
    const { shelf, kept, look } = await homeAfter(2, { seal });
    await kept.append({
      log: logAt(start + 2 * hour, 4711),
      alerts: [alertOf({ t: start })],
      home: 'Front door, 4711',
    });
    const bytes = await everyByte(shelf, await seal.name(url));
    expect(bytes.length).toBeGreaterThan(1_000);
    for (const word of ['Front door', '4711', 'ieee', 'temperature', 'home.lan', 'Unlocked', 'tampered'])
      expect(bytes).not.toContain(word);
    expect((await look.span({ ...series, from: start, to: start + day }, null)).points).toHaveLength(25);
    expect(await look.home()).toBe('Front door, 4711');
  });

  test('nothing opens with another secret', async () => {
    await homeAfter(1, { seal: await sealUnder('one', random) });
    const shelf = await openHistoryShelf('test');
    const another = await sealUnder('another', random);
    const theirs = await (await sealUnder('one', random)).name(url);
    for (const { bytes } of await shelf.page('minutes', theirs, null, 10)) expect(await another.open(bytes)).toBeNull();
  });
});

describe('an export', () => {
  async function exported(format: ExportFormat, ...alerts: readonly Alert[]): Promise<string> {
    const { shelf, kept } = await homeAfter(2);
    if (alerts.length > 0) await kept.append({ log: logAt(start + 2 * hour, 1), alerts, home: null });
    let text = '';
    for (let cursor: typeof exportBegin | null = exportBegin; cursor !== null;) {
      const part: Awaited<ReturnType<typeof exportPart>> = await exportPart(
        { shelf, seal: openSeal, home: url },
        format,
        cursor,
      );
      text += part.text;
      cursor = part.next;
    }
    return text;
  }

  test('is a table with everything in it, in which no text is a formula', async () => {
    const lines = (await exported('csv')).trimEnd().split('\n');
    expect(lines[0]).toBe(
      'kind,time,step_seconds,device,metric,unit,min,mean,max,last,count,text,id,severity,confidence,verdict,evidence',
    );
    expect(lines.filter((line) => line.startsWith('event'))).toHaveLength(1);
    const temperatures = lines.filter((line) => line.includes(',temperatureC,'));
    expect(temperatures).toHaveLength(2 + 120 + 120); // hours, minutes, as they were told
    expect(lines).toContain(
      'event,2026-11-01T00:00:05.000Z,,ieee:0x0a Front door,,,,,,,,Front door: =Unlocked with a code,,,,,',
    );
    expect(lines).toContain(
      'point,2026-11-01T01:00:00.000Z,3600,ieee:0x0a Front door,temperatureC,°C,60,89.5,119,119,60,,,,,,',
    );
  });

  test('is one JSON document', async () => {
    const { format, records } = JSON.parse(await exported('json')) as {
      format: string;
      records: readonly Record<string, unknown>[];
    };
    expect(format).toBe('gatehouse-history/1');
    expect(records.filter(({ kind, stepSeconds }) => kind === 'point' && stepSeconds === 3_600)).toContainEqual({
      kind: 'point',
      time: '2026-11-01T00:00:00.000Z',
      stepSeconds: 3_600,
      device: series.device,
      metric: 'temperatureC',
      unit: '°C',
      min: 0,
      max: 59,
      mean: 29.5,
      last: 59,
      count: 60,
      text: '',
    });
  });

  describe('of an alert', () => {
    const alert = alertOf({
      t: start,
      title: '=The window says that it was tampered with',
      count: 3,
      confidence: 0.8,
      verdict: { kind: 'mine', at: start + 1, changes: 1 },
      evidence: [
        { t: start, topic: 'z/window', text: 'Said "open",\r\n=1+1' },
        { t: start + 1_000, topic: '', text: '@Tampered with' },
      ],
    });

    test('is all of it as JSON: what was seen, how often, how sure that is and what a person said of it', async () => {
      const { records } = JSON.parse(await exported('json', alert)) as { records: readonly Record<string, unknown>[] };
      expect(records.filter(({ kind }) => kind === 'alert')).toEqual([
        expect.objectContaining({ time: '2026-11-01T00:00:00.000Z', metric: 'tamper', alert }),
      ]);
    });

    test('is what was seen in a table as well, in one cell on one line that no spreadsheet calculates with', async () => {
      const text = await exported('csv', alert);
      expect(text).toContain(
        [
          "\nalert,2026-11-01T00:00:00.000Z,,window,tamper,,,,,,3,'=The window says that it was tampered with (open),",
          'tamper-window,critical,0.8,mine,"2026-11-01T00:00:00.000Z z/window: Said ""open"", =1+1 | ',
          '2026-11-01T00:00:01.000Z @Tampered with"\n',
        ].join(''),
      );
    });
  });
});

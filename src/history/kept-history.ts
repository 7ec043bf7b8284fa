import type { Alert } from '@/core/alerts/alert';
import type { KeptEvent, SeriesPoint } from '@/core/history';
import { inSteps, mergeSteps } from '@/core/series-steps';

import { eventsOf, seriesOf, stepsInOrder } from './fold-log';
import { grouped } from './grouped';
import {
  emptyLedger,
  type Change,
  type HistoryShelf,
  type KeptRecord,
  type Ledger,
  type RecordKey,
} from './history-shelf';
import type { Drawer } from './drawers';
import type { PastRecord } from './past-history';
import { packPoints, readList, unpackPoints, type LogRecord } from './history-records';
import { logIn } from './log-part';
import { agedBy, blockOf, bytesInAll, keptFrom, sacrifice, tiers, type Lasting } from './retention';
import { nameOfSeries, type Seal } from './seal';
import { epochName, nextToFold, unfoldedFrom, withoutFolded, withRecord, type Stretch } from './unfolded';

/** What is to be kept of the time since the last one. `home`: the home as it is now, as text; null: as it was. */
export type HistoryBatch = {
  readonly log: LogRecord;
  readonly alerts: readonly Alert[];
  readonly home: string | null;
};

export type KeptOutcome = 'kept' | 'full' | 'refused';

/** The history of one home, written by one session at a time. */
export type KeptHistory = {
  append(batch: HistoryBatch): Promise<KeptOutcome>;
  /** makes minutes and hours of the hours that have passed, and lets go what is too old or too much */
  fold(now: number, mostBytes: number): Promise<KeptOutcome>;
  /** begins with what was kept of this home elsewhere: all of it or nothing. `known`: it has begun already */
  begin(records: readonly PastRecord[], foldedUntil: number): Promise<KeptOutcome | 'known'>;
  readonly ledger: () => Ledger;
};

type Parts = { readonly shelf: HistoryShelf; readonly seal: Seal; readonly home: string };
type Put = KeptRecord & { readonly drawer: Drawer };
type Remove = { readonly drawer: Drawer; readonly key: RecordKey; readonly bytes: number };

/** further back than a clock that is only set right goes */
const setBackMs = 60_000;
/** of an hour that is folded */
const slice = 300_000;
const most = { alertsABlock: 2_000, eventsABlock: 20_000 } as const;
/** so many records are looked at in one go when room is made */
const removedAtOnce = 256;

export async function openKeptHistory({ shelf, seal, home }: Parts): Promise<KeptHistory> {
  const name = await seal.name(home);
  let ledger: Ledger = (await shelf.ledger(name)) ?? emptyLedger;
  let latest = (await shelf.newest('log', name)) ?? Number.NEGATIVE_INFINITY;

  async function sealed(drawer: Drawer, from: number, series: string, text: string): Promise<Put> {
    const key = [name, from, await nameOfSeries(seal, series)] as const;
    return { drawer, key, bytes: await seal.close(text) };
  }

  async function textAt(drawer: Drawer, { key }: Pick<Put, 'key'>): Promise<{ text: string | null; bytes: number }> {
    const bytes = await shelf.get(drawer, key);
    return { text: bytes === null ? null : await seal.open(bytes), bytes: bytes?.byteLength ?? 0 };
  }

  /** Writes, and counts what lies there then. `replaced`: the size of what was at the same places. */
  async function write(
    puts: readonly Put[],
    removes: readonly Remove[],
    replaced: number,
    marks: Partial<Pick<Ledger, 'unfolded' | 'epoch'>> = {},
  ): Promise<KeptOutcome> {
    async function tried(): Promise<KeptOutcome> {
      const bytes = { ...ledger.bytes };
      for (const put of puts) bytes[put.drawer] += put.bytes.byteLength;
      for (const one of removes) bytes[one.drawer] -= one.bytes;
      const first = puts[0];
      if (first !== undefined) bytes[first.drawer] -= replaced;
      return change({ puts, removes, ledger: { ...ledger, ...marks, bytes } });
    }
    const outcome = await tried();
    if (outcome !== 'full' || removes.length > 0 || !(await makeRoom(bytesInAll(ledger.bytes) * 0.8))) return outcome;
    return tried();
  }

  async function change(all: Change): Promise<KeptOutcome> {
    const outcome = await shelf.write(name, all);
    if (outcome === 'kept') ledger = all.ledger;
    return outcome;
  }

  /** Another session of this browser may have deleted it: then it begins anew. */
  async function lookWhetherDeleted(): Promise<void> {
    if ((await shelf.ledger(name)) !== null) return;
    ledger = emptyLedger;
    latest = Number.NEGATIVE_INFINITY;
  }

  async function append({ log, alerts, home: seen }: HistoryBatch): Promise<KeptOutcome> {
    await lookWhetherDeleted();
    const epoch = log.from < latest - setBackMs ? ledger.epoch + 1 : ledger.epoch;
    latest = log.from;
    const record = await sealed('log', log.from, epochName(epoch), JSON.stringify(log));
    const outcome = await write([record], [], 0, { epoch, unfolded: withRecord(ledger.unfolded, log.from, epoch) });
    if (outcome !== 'kept') return outcome;
    for (const [block, those] of grouped(alerts, ({ t }) => blockOf(t, tiers.alerts.blockMs))) {
      const { text, bytes } = await textAt('alerts', { key: [name, block, ''] });
      const byId = new Map(readList<Alert>(text).map((alert) => [alert.id, alert]));
      for (const alert of those) byId.set(alert.id, alert);
      const all = [...byId.values()].slice(-most.alertsABlock);
      await write([await sealed('alerts', block, '', JSON.stringify(all))], [], bytes);
    }
    if (seen !== null) {
      const { bytes } = await textAt('home', { key: [name, 0, ''] });
      await write([await sealed('home', 0, '', seen)], [], bytes);
    }
    return outcome;
  }

  async function begin(records: readonly PastRecord[], foldedUntil: number): Promise<KeptOutcome | 'known'> {
    if ((await shelf.ledger(name)) !== null) return 'known';
    const puts = await Promise.all(records.map((one) => sealed(one.drawer, one.from, one.series, one.text)));
    const logs = records.flatMap(({ drawer, from }) => (drawer === 'log' ? [from] : [])).toSorted((a, b) => a - b);
    const [oldest = null, newest = null] = [logs[0], logs.at(-1)];
    return write(puts, [], 0, { unfolded: unfoldedFrom(foldedUntil, oldest, newest) });
  }

  /** A part of the log by the minute; a few of its records at a time are in memory. */
  async function read(part: Stretch) {
    const minutes = new Map<string, readonly SeriesPoint[]>();
    const events: KeptEvent[] = [];
    for (let { from } = part; from <= part.to; from += slice) {
      const to = Math.min(from + slice - 1, part.to);
      const logs = await logIn({ shelf, seal, name }, { from, to }, part.epoch);
      for (const [key, points] of seriesOf(logs)) {
        const steps = stepsInOrder(points, tiers.minutes.stepMs);
        minutes.set(key, mergeSteps(minutes.get(key) ?? [], steps));
      }
      events.push(...eventsOf(logs));
    }
    return { minutes, events };
  }

  /** A part of the log, of one hour, into its blocks: all of it, or none of it and again the next time. */
  async function foldPart(part: Stretch): Promise<KeptOutcome> {
    const { minutes, events } = await read(part);
    const puts: Put[] = [];
    const bytes = { ...ledger.bytes };
    const put = (one: Put, replaced: number) => {
      puts.push(one);
      bytes[one.drawer] += one.bytes.byteLength - replaced;
    };
    for (const [key, points] of minutes) {
      for (const drawer of ['minutes', 'hours'] as const) {
        const { stepMs, blockMs } = tiers[drawer];
        const steps = drawer === 'minutes' ? points : inSteps(points, stepMs);
        for (const [block, those] of grouped(steps, ({ at }) => blockOf(at, blockMs))) {
          const before = await textAt(drawer, await sealed(drawer, block, key, ''));
          const known = before.text === null ? [] : unpackPoints(before.text, block, stepMs);
          const text = packPoints(key, mergeSteps(known, those), block, stepMs);
          put(await sealed(drawer, block, key, text), before.bytes);
        }
      }
    }
    for (const [block, those] of grouped(events, ({ activity }) => blockOf(activity.at, tiers.events.blockMs))) {
      const before = await textAt('events', { key: [name, block, ''] });
      const all = [...readList<KeptEvent>(before.text), ...those].slice(-most.eventsABlock);
      put(await sealed('events', block, '', JSON.stringify(all)), before.bytes);
    }
    const unfolded = withoutFolded(ledger.unfolded, part);
    return change({ puts, removes: [], ledger: { ...ledger, unfolded, bytes } });
  }

  async function fold(now: number, mostBytes: number): Promise<KeptOutcome> {
    for (let part = nextToFold(ledger.unfolded, now); part !== null; part = nextToFold(ledger.unfolded, now)) {
      const outcome = await foldPart(part);
      if (outcome === 'full' && (await makeRoom(bytesInAll(ledger.bytes) * 0.8))) continue;
      if (outcome !== 'kept') return outcome;
    }
    const aging = agedBy(ledger.aging, now);
    ledger = { ...ledger, aging };
    for (const drawer of ['log', 'minutes', 'hours', 'events', 'alerts'] as const) {
      while (await removeOldest(drawer, keptFrom(drawer, aging.by)));
    }
    if (bytesInAll(ledger.bytes) > mostBytes) await makeRoom(mostBytes, aging.by);
    return 'kept';
  }

  /** Lets the oldest go until it fits. False: there is nothing left that could go. */
  async function makeRoom(mostBytes: number, now = Number.POSITIVE_INFINITY): Promise<boolean> {
    const before = bytesInAll(ledger.bytes);
    for (const { drawer, keepMs } of sacrifice) {
      const until = now === Number.POSITIVE_INFINITY ? now : now - keepMs;
      while (bytesInAll(ledger.bytes) > mostBytes && (await removeOldest(drawer, until)));
    }
    return bytesInAll(ledger.bytes) < before;
  }

  /** False: nothing there began before `until`. */
  async function removeOldest(drawer: Lasting, until: number): Promise<boolean> {
    const old = await shelf.range(drawer, name, 0, until, removedAtOnce);
    if (old.length === 0) return false;
    const removes = old.map(({ key, bytes }) => ({ drawer, key, bytes: bytes.byteLength }));
    return (await write([], removes, 0)) === 'kept';
  }

  return { append, begin, fold, ledger: () => ledger };
}

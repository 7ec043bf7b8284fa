import type { Alert } from '@/core/alerts/alert';
import {
  metrics as allMetrics,
  type HistoryQuery,
  type HistorySummary,
  type KeptEvent,
  type Metric,
  type SeriesPoint,
  type SeriesSpan,
} from '@/core/history';
import { inSteps, mergeSteps, stepFor } from '@/core/series-steps';

import { foldSeries } from './fold-log';
import { listenedKey, readList, seriesKey, unpackPoints, type LogRecord } from './history-records';
import { emptyLedger, type HistoryShelf } from './history-shelf';
import { logIn } from './log-part';
import { blockOf, bytesInAll, tiers } from './retention';
import type { Seal } from './seal';
import { unfoldedIn, type Span } from './unfolded';

/** Looks into the history of one home. `pending`: what is not written yet. */
export type HistoryLook = {
  span(query: HistoryQuery, pending: LogRecord | null): Promise<SeriesSpan>;
  /** of which something is kept of this device, of the last month at least */
  metrics(device: string, now: number, pending: LogRecord | null): Promise<readonly Metric[]>;
  /** newest first, at most `most`; of one device where it is named */
  events(from: number, to: number, device: string | null, most: number): Promise<readonly KeptEvent[]>;
  /** that began between `from` and `to`, newest first */
  alerts(from: number, to: number): Promise<readonly Alert[]>;
  summary(mostBytes: number): Promise<Omit<HistorySummary, 'refusedPast' | 'courses' | 'isHomeKept'>>;
  /** the home as it was last seen, as text */
  home(): Promise<string | null>;
};

type Parts = { readonly shelf: HistoryShelf; readonly seal: Seal; readonly home: string };

const hourMs = 3_600_000;
/** a chart on a phone has no more columns to draw in */
const mostPoints = 400;
/** the longest span that is drawn of raw points, and of minutes */
const longest = { rawMs: 3 * hourMs, minutesMs: 3 * 24 * hourMs } as const;
/** a record of the log reaches no further than this behind its beginning */
const logReachMs = 60_000;

export async function openHistoryLook({ shelf, seal, home }: Parts): Promise<HistoryLook> {
  const name = await seal.name(home);
  const place = { shelf, seal, name };

  /** What is in no block yet. */
  async function unfolded(span: Span, pending: LogRecord | null): Promise<readonly LogRecord[]> {
    const { unfolded: stretches } = (await shelf.ledger(name)) ?? emptyLedger;
    const read: LogRecord[] = [];
    for (const part of unfoldedIn(stretches, span)) read.push(...(await logIn(place, part, part.epoch)));
    return pending === null ? read : [...read, pending];
  }

  /** Steps of a series: those that are folded, and those that are still in the log. */
  async function steps(
    drawer: 'minutes' | 'hours',
    key: string,
    { from, to }: HistoryQuery,
    tail: readonly LogRecord[],
  ) {
    const { stepMs, blockMs } = tiers[drawer];
    const series = await seal.name(key);
    let folded: readonly SeriesPoint[] = [];
    for (let block = blockOf(from, blockMs); block <= to; block += blockMs) {
      const bytes = await shelf.get(drawer, [name, block, series]);
      const text = bytes === null ? null : await seal.open(bytes);
      if (text !== null) folded = [...folded, ...unpackPoints(text, block, stepMs)];
    }
    return mergeSteps(folded, foldSeries(tail, key, stepMs)).filter(({ at }) => at >= from - stepMs && at <= to);
  }

  /** A block of it lies there: of the hours each is a month, and of the minutes that are no hours yet a day. */
  async function isKept(key: string, now: number): Promise<boolean> {
    const series = await seal.name(key);
    for (const drawer of ['hours', 'minutes'] as const) {
      const { blockMs } = tiers[drawer];
      const block = blockOf(now, blockMs);
      for (const from of [block, block - blockMs])
        if ((await shelf.get(drawer, [name, from, series])) !== null) return true;
    }
    return false;
  }

  async function rawSpan(query: HistoryQuery, pending: LogRecord | null): Promise<SeriesSpan> {
    const { from, to, metric } = query;
    const written = await logIn(place, { from: from - logReachMs, to });
    const records = [...written, ...(pending === null ? [] : [pending])].filter((record) => record.to >= from);
    const points = foldSeries(records, seriesKey(query), 0).filter(({ at }) => at >= from && at <= to);
    const listened = joined(records.map((record) => ({ from: record.from, to: record.to })));
    if (metric !== 'messages') return { stepMs: 0, points: thinned(points, to - from), listened };
    const counted = new Map(points.map(({ at, last }) => [at, last]));
    const rates = records.map((record) => rate(record.from, counted.get(record.from) ?? 0, record.to - record.from));
    return {
      stepMs: 0,
      points: thinned(
        rates.filter(({ at }) => at >= from),
        to - from,
      ),
      listened,
    };
  }

  async function alerts(from: number, to: number): Promise<readonly Alert[]> {
    const blocks = await shelf.range('alerts', name, blockOf(from, tiers.alerts.blockMs), to);
    const kept: Alert[] = [];
    for (const { bytes } of blocks) kept.push(...readList<Alert>(await seal.open(bytes)));
    return kept.filter(({ t }) => t >= from && t <= to).toSorted((one, other) => other.t - one.t);
  }

  /** When the first step of a drawer begins: its block reaches further back. */
  async function firstStep(drawer: 'minutes' | 'hours'): Promise<number | null> {
    const block = await shelf.oldest(drawer, name);
    const bytes = block === null ? null : await shelf.get(drawer, [name, block, await seal.name(listenedKey)]);
    const text = bytes === null ? null : await seal.open(bytes);
    return block === null || text === null ? block : (unpackPoints(text, block, tiers[drawer].stepMs)[0]?.at ?? block);
  }

  async function firstEvent(): Promise<number | null> {
    const block = await shelf.oldest('events', name);
    const bytes = block === null ? null : await shelf.get('events', [name, block, '']);
    const first = bytes === null ? undefined : readList<KeptEvent>(await seal.open(bytes))[0];
    return first?.activity.at ?? block;
  }

  return {
    async span(query, pending) {
      const { from, to, metric } = query;
      if (to - from <= longest.rawMs) return rawSpan(query, pending);
      const tail = await unfolded({ from, to }, pending);
      const key = seriesKey(query);
      const hours = await steps('hours', key, query, tail);
      const minutes = to - from <= longest.minutesMs ? await steps('minutes', key, query, tail) : null;
      const drawer = minutes === null || lacksOf(minutes, hours, from) ? 'hours' : 'minutes';
      const stepMs = stepFor(to - from, mostPoints, tiers[drawer].stepMs);
      const known = inSteps(drawer === 'minutes' && minutes !== null ? minutes : hours, stepMs);
      const ears = inSteps(await steps(drawer, listenedKey, query, tail), stepMs);
      const listened = joined(ears.map(({ at }) => ({ from: at, to: at + stepMs })));
      if (metric !== 'messages') return { stepMs, points: known, listened };
      const counted = new Map(known.map(({ at, mean, count }) => [at, mean * count]));
      const rates = ears.map(({ at, mean, count }) => rate(at, counted.get(at) ?? 0, mean * count * 1_000));
      return { stepMs, points: rates, listened };
    },
    async metrics(device, now, pending) {
      const tail = await unfolded({ from: now - longest.rawMs, to: now }, pending);
      const isThere = await Promise.all(
        allMetrics.map(async (metric) => {
          const key = seriesKey({ device, metric });
          return tail.some(({ points }) => key in points) || (await isKept(key, now));
        }),
      );
      return allMetrics.filter((_, index) => isThere[index]);
    },
    async events(from, to, device, most) {
      const blocks = await shelf.range('events', name, blockOf(from, tiers.events.blockMs), to);
      const recent = (await unfolded({ from, to }, null)).flatMap(({ events }) => events);
      const kept: KeptEvent[] = [];
      for (const { bytes } of blocks) kept.push(...readList<KeptEvent>(await seal.open(bytes)));
      const wanted = [...kept, ...recent].filter(
        (one) => one.activity.at >= from && one.activity.at <= to && (device === null || one.device === device),
      );
      return wanted.toSorted((one, other) => other.activity.at - one.activity.at).slice(0, most);
    },
    alerts,
    async summary(mostBytes) {
      const { bytes } = (await shelf.ledger(name)) ?? emptyLedger;
      return {
        usedBytes: bytesInAll(bytes),
        mostBytes,
        raw: { since: await shelf.oldest('log', name) },
        minutes: { since: await firstStep('minutes') },
        hours: { since: await firstStep('hours') },
        events: { since: await firstEvent() },
        alerts: { number: (await alerts(0, Number.MAX_SAFE_INTEGER)).length },
      };
    },
    async home() {
      const bytes = await shelf.get('home', [name, 0, '']);
      return bytes === null ? null : seal.open(bytes);
    },
  };
}

/** Of what the hours know from then on the minutes are gone: where there was no room for both, they went first. */
function lacksOf(minutes: readonly SeriesPoint[], hours: readonly SeriesPoint[], from: number): boolean {
  const first = hours.find(({ at }) => at >= from);
  return first !== undefined && (minutes.find(({ at }) => at >= first.at)?.at ?? Infinity) >= first.at + hourMs;
}

/** `count` messages within `ms`, as messages a minute. */
function rate(at: number, count: number, ms: number): SeriesPoint {
  const value = ms <= 0 ? 0 : Math.round((count * 600_000) / ms) / 10;
  return { at, min: value, max: value, mean: value, last: value, count };
}

/** More points than can be drawn become steps. */
function thinned(points: readonly SeriesPoint[], spanMs: number): readonly SeriesPoint[] {
  return points.length <= mostPoints ? points : inSteps(points, Math.ceil(spanMs / mostPoints));
}

/** Spans that touch are one. */
function joined(spans: readonly { readonly from: number; readonly to: number }[]) {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const last = all.at(-1);
    if (last !== undefined && from <= last.to + 2_000) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

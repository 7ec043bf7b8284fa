import { openHistoryLook } from './history-look';
import { seriesKey, type LogRecord } from './history-records';
import { openHistoryShelf, type HistoryShelf } from './history-shelf';
import { drawers } from './drawers';
import { openKeptHistory } from './kept-history';
import { openSeal, type Seal } from './seal';
import type { KeptEvent } from '@/core/history';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const start = Date.UTC(2026, 10, 1);
/** bytes */
export const plenty = 1e9;
export const url = 'ws://home.lan:9001/mqtt';
export const series = { device: 'ieee:0x0a Front door', metric: 'temperatureC' } as const;
export const unlocked: KeptEvent = {
  device: series.device,
  name: 'Front door',
  activity: { type: 'event', at: start + 5_000, text: '=Unlocked with a code' },
};

export function logAt(from: number, value: number, more: Partial<LogRecord> = {}): LogRecord {
  return {
    from,
    to: from + 15_000,
    points: { [seriesKey(series)]: [1_000, value], [seriesKey({ ...series, metric: 'messages' })]: [0, 1] },
    events: [],
    ...more,
  };
}

type Life = { readonly seal?: Seal; readonly everyMs?: number; readonly database?: string };

/** A home of which something was told now and then, for `hours`: the minutes since the beginning, as temperature. */
export async function homeAfter(hours: number, { seal = openSeal, everyMs = minute, database = 'test' }: Life = {}) {
  const shelf = await openHistoryShelf(database);
  const kept = await openKeptHistory({ shelf, seal, home: url });
  for (let at = start; at < start + hours * hour; at += everyMs) {
    const events = at === start ? [unlocked] : [];
    await kept.append({ log: logAt(at, (at - start) / minute, { events }), alerts: [], home: null });
  }
  await kept.fold(start + hours * hour, plenty);
  return { shelf, kept, look: await openHistoryLook({ shelf, seal, home: url }) };
}

export async function everyByte(shelf: HistoryShelf, home: string): Promise<string> {
  const all = await Promise.all(drawers.map((drawer) => shelf.page(drawer, home, null, 10_000)));
  const texts = all.flat().map(({ key, bytes }) => JSON.stringify(key) + new TextDecoder('latin1').decode(bytes));
  return texts.join('\n');
}

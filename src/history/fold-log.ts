import { inSteps, pointOf } from '@/core/series-steps';
import type { KeptEvent, SeriesPoint } from '@/core/history';

import { listenedKey, type LogRecord } from './history-records';

/** The series of some log records, oldest first, as raw points. */
export function seriesOf(records: readonly LogRecord[]): Map<string, SeriesPoint[]> {
  const series = new Map<string, SeriesPoint[]>();
  const add = (key: string, point: SeriesPoint) => {
    const points = series.get(key);
    if (points === undefined) series.set(key, [point]);
    else points.push(point);
  };
  for (const { from, to, points } of records) {
    add(listenedKey, pointOf(from, (to - from) / 1_000));
    for (const [key, turns] of Object.entries(points)) {
      for (let index = 0; index + 1 < turns.length; index += 2) {
        add(key, pointOf(from + (turns[index] ?? 0), turns[index + 1] ?? 0));
      }
    }
  }
  return series;
}

/** The points of one series in the log, in steps. */
export function foldSeries(records: readonly LogRecord[], key: string, stepMs: number): readonly SeriesPoint[] {
  const only = records.map((record) => ({
    ...record,
    points: key in record.points ? { [key]: record.points[key] ?? [] } : {},
  }));
  const points = seriesOf(only).get(key) ?? [];
  return stepMs === 0 ? points : stepsInOrder(points, stepMs);
}

export function stepsInOrder(points: readonly SeriesPoint[], stepMs: number): readonly SeriesPoint[] {
  let isOrdered = true;
  for (let index = 1; index < points.length && isOrdered; index++)
    isOrdered = (points[index - 1]?.at ?? 0) <= (points[index]?.at ?? 0);
  return inSteps(isOrdered ? points : points.toSorted((one, other) => one.at - other.at), stepMs);
}

export function eventsOf(records: readonly LogRecord[]): readonly KeptEvent[] {
  return records.flatMap(({ events }) => events);
}

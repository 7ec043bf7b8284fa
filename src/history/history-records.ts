import type { DeviceId } from '@/core/device';
import { metrics, type KeptEvent, type Metric, type SeriesPoint } from '@/core/history';

/** A series by its name: a device and what is measured of it. */
export type SeriesName = { readonly device: DeviceId; readonly metric: Metric };

/** What was told between two writes. */
export type LogRecord = {
  /** somebody listened from `from` to `to`, ms since the epoch */
  readonly from: number;
  readonly to: number;
  /** by `seriesKey`: time and value in turns, times as ms since `from` */
  readonly points: Readonly<Record<string, readonly number[]>>;
  readonly events: readonly KeptEvent[];
};

const separator = '\n'; // no topic and no identifier that is shown has one
const metricNames: ReadonlySet<string> = new Set(metrics);
/** in which somebody listened: a series of no device */
export const listenedKey = `${separator}listened`;

export function seriesKey({ device, metric }: SeriesName): string {
  return device + separator + metric;
}

/** null: it is no series of a device. */
export function seriesNameOf(key: string): SeriesName | null {
  const [device, metric] = key.split(separator);
  if (!device || metric === undefined || !metricNames.has(metric)) return null;
  return { device, metric: metric as Metric }; // one of `metrics`
}

/** A point as it lies: its step as a multiple of `stepMs` since the block began; one value only once. */
export type PackedPoint = readonly number[];

/** `key`: a sealed name cannot be turned back, so it lies with the points. */
export function packPoints(key: string, points: readonly SeriesPoint[], blockStart: number, stepMs: number): string {
  return packedText(key, packSteps(points, blockStart, stepMs));
}

export function packedText(key: string, packed: readonly PackedPoint[]): string {
  return JSON.stringify([key, ...packed]);
}

export function packSteps(points: readonly SeriesPoint[], blockStart: number, stepMs: number): readonly PackedPoint[] {
  return points.map(({ at, min, max, mean, last, count }) => {
    const step = Math.round((at - blockStart) / stepMs);
    return count === 1 ? [step, last] : [step, min, max, rounded(mean), last, count];
  });
}

/** What cannot be read is no point: a record that was damaged costs itself only. */
export function unpackPoints(text: string, blockStart: number, stepMs: number): readonly SeriesPoint[] {
  const packed = parsed(text);
  if (!Array.isArray(packed)) return [];
  return packed.flatMap((one: unknown): SeriesPoint[] => {
    if (!Array.isArray(one) || !one.every((part) => Number.isFinite(part))) return [];
    const [step, min, max, mean, last, count] = one as readonly number[]; // looked at above
    if (step === undefined || min === undefined) return [];
    const at = blockStart + step * stepMs;
    if (max === undefined || mean === undefined || last === undefined || count === undefined)
      return [{ at, min, max: min, mean: min, last: min, count: 1 }];
    return [{ at, min, max, mean, last, count }];
  });
}

/** Whose points lie here. */
export function packedKey(text: string | null): string {
  const packed = text === null ? null : parsed(text);
  return Array.isArray(packed) && typeof packed[0] === 'string' ? packed[0] : '';
}

/** null: it is none. What we wrote ourselves is believed as far as its form goes. */
export function readLog(text: string | null): LogRecord | null {
  const record = text === null ? null : parsed(text);
  if (typeof record !== 'object' || record === null || !('points' in record) || !('events' in record)) return null;
  return record as LogRecord; // written by `writeLog` only
}

export function readList<One>(text: string | null): readonly One[] {
  const list = text === null ? null : parsed(text);
  return Array.isArray(list) ? (list as readonly One[]) : []; // written by us only
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

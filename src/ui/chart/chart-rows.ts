import type { Band } from '@/core/history';

import type { LineChartProps } from './line-chart-props';

type Row = { readonly at: number; readonly [key: string]: number | null | readonly [number, number] };

type Drawn = Pick<LineChartProps, 'points' | 'spread' | 'band' | 'span'>;

/** What Recharts draws: a row a point, with the band as it was at that time; beyond the points the band goes on alone. */
export function rowsOf({ points, spread, band, span }: Drawn): readonly Row[] {
  const expectations = expectedAlong(points, band ?? []);
  const rows = points.map(({ at, values }, index): Row => {
    const [low, high] = spread === undefined ? [null, null] : [values[spread.low], values[spread.high]];
    return {
      at,
      ...values,
      ...(low != null && high != null && { spread: [low, high] as const }),
      ...expectedIn(expectations[index] ?? null),
    };
  });
  if (!band || span === undefined) return rows;
  const [from, to] = span;
  const first = points[0]?.at ?? to;
  const last = points.at(-1)?.at ?? to;
  const times = [from, ...band.map(({ at }) => at).filter((at) => at > from && at < to), to].map((at) => ({ at }));
  const alone = expectedAlong(times, band).map((one, index): Row => ({
    at: times[index]?.at ?? to,
    ...expectedIn(one),
  }));
  return [...alone.filter(({ at }) => at < first), ...rows, ...alone.filter(({ at }) => at > last)];
}

function expectedIn(band: Band | null) {
  return band === null ? {} : { expected: [band.low, band.high] as const };
}

/** What was expected at the time of each point, both oldest first; null: before anything was. */
export function expectedAlong(points: readonly { readonly at: number }[], band: readonly Band[]): (Band | null)[] {
  let next = 0;
  return points.map(({ at }) => {
    while ((band[next + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const expected = band[next];
    return expected !== undefined && expected.at <= at ? expected : null;
  });
}

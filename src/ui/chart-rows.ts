import type { LineChartProps } from './line-chart';

type Row = { readonly at: number; readonly [key: string]: number | null | readonly [number, number] };

/** What Recharts draws: a row a point, with the band as it was at that time. */
export function rowsOf({ points, spread, band }: Pick<LineChartProps, 'points' | 'spread' | 'band'>): readonly Row[] {
  const expectations = band ?? [];
  let next = 0;
  return points.map(({ at, values }): Row => {
    const [low, high] = spread === undefined ? [null, null] : [values[spread.low], values[spread.high]];
    while ((expectations[next + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const expected = expectations[next];
    return {
      at,
      ...values,
      ...(low != null && high != null && { spread: [low, high] as const }),
      ...(expected !== undefined && expected.at <= at && { expected: [expected.low, expected.high] as const }),
    };
  });
}

import type { ChartPoint, LineChartProps } from './line-chart-props';

/**
 * No more points than a picture can show: so many side by side are one, in the middle of their time, with the lowest of the lowest, the
 * highest of the highest, and the mean of everything else. Where the line breaks it breaks still.
 */
export function thinnedPoints(
  points: readonly ChartPoint[],
  most: number,
  spread: LineChartProps['spread'],
): readonly ChartPoint[] {
  const together = Math.ceil(points.length / most);
  if (together <= 1) return points;
  const thinned: ChartPoint[] = [];
  let group: ChartPoint[] = [];
  const close = () => {
    if (group.length > 0) thinned.push(oneOf(group, spread));
    group = [];
  };
  for (const point of points) {
    if (isBreak(point)) {
      close();
      thinned.push(point);
    } else if (group.push(point) === together) close();
  }
  close();
  return thinned;
}

function isBreak({ values }: ChartPoint): boolean {
  return Object.values(values).every((value) => value === null);
}

function oneOf(group: readonly ChartPoint[], spread: LineChartProps['spread']): ChartPoint {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined || group.length === 1) return first ?? { at: 0, values: {} };
  const values = Object.keys(first.values).map((key) => {
    const told = group.flatMap((point) => point.values[key] ?? []);
    return [key, told.length === 0 ? null : together(told, key, spread)] as const;
  });
  return { at: (first.at + last.at) / 2, values: Object.fromEntries(values) };
}

function together(told: readonly number[], key: string, spread: LineChartProps['spread']): number {
  if (key === spread?.low) return Math.min(...told);
  if (key === spread?.high) return Math.max(...told);
  return told.reduce((sum, value) => sum + value, 0) / told.length;
}

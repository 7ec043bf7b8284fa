import type { rowsOf } from './chart-rows';
import type { LineChartProps } from './line-chart-props';

/** Where a picture has its lines, and for which times and values: px from its top left corner, ms since the epoch. */
export type ChartFrame = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly to: number;
  readonly lowest: number;
  readonly highest: number;
};

const marginPx = { top: 8, right: 12, bottom: 30 } as const;
/** of a digit in the size of the axis, generously: nothing need be measured, and nothing is cut off */
export const digitPx = 7.5;
const besideLabelPx = 10;
const leastLeftPx = 28;

type Shown = { readonly widthPx: number; readonly heightPx: number; readonly span: readonly [number, number] };

/** The frame for these numbers beside the lines, lowest first. */
export function frameOf({ widthPx, heightPx, span: [from, to] }: Shown, ticks: readonly number[]): ChartFrame {
  const longest = Math.max(0, ...ticks.map((tick) => String(tick).length));
  return {
    left: Math.max(leastLeftPx, longest * digitPx + besideLabelPx),
    right: widthPx - marginPx.right,
    top: marginPx.top,
    bottom: heightPx - marginPx.bottom,
    from,
    to,
    lowest: ticks[0] ?? 0,
    highest: ticks.at(-1) ?? 1,
  };
}

export function xOf({ left, right, from, to }: ChartFrame, at: number): number {
  return to === from ? (left + right) / 2 : left + ((at - from) / (to - from)) * (right - left);
}

export function yOf({ top, bottom, lowest, highest }: ChartFrame, value: number): number {
  return highest === lowest ? (top + bottom) / 2 : bottom - ((value - lowest) / (highest - lowest)) * (bottom - top);
}

/** The time that is shown: what was asked for, and whatever lies beyond it. Where nothing was told it is still the time asked for. */
export function timeOf(
  rows: readonly { readonly at: number }[],
  span: readonly [number, number] | undefined,
): readonly [number, number] {
  const [first, last] = [rows[0]?.at, rows.at(-1)?.at];
  const [from, to] = span ?? [first ?? 0, last ?? 0];
  return [Math.min(from, first ?? from), Math.max(to, last ?? to)];
}

/** Between what everything lies that is drawn, and the axis where it is given; null: there is nothing to draw. */
export function reachOf(
  rows: ReturnType<typeof rowsOf>,
  { lines, domain }: Pick<LineChartProps, 'lines' | 'domain'>,
): readonly [number, number] | null {
  let [least, most] = domain ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const reach = (value: unknown) => {
    if (typeof value !== 'number') return;
    least = Math.min(least, value);
    most = Math.max(most, value);
  };
  for (const row of rows) {
    for (const { key } of lines) reach(row[key]);
    for (const between of [row['spread'], row['expected']]) if (Array.isArray(between)) between.forEach(reach);
  }
  return least > most ? null : [least, most];
}

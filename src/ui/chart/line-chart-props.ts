import type { ReactNode } from 'react';

import type { Band } from '@/core/history';

export type ChartLine = {
  readonly key: string;
  readonly label: string;
  /** e.g. "%" */
  readonly unit: string;
};

export type ChartPoint = {
  readonly at: number;
  /** by the key of the line; null where nothing was told: the line breaks there */
  readonly values: Readonly<Record<string, number | null>>;
};

/** Something that happened at a moment: drawn as a line, said in words beside the chart. */
export type ChartMark = {
  readonly key: string;
  readonly at: number;
  readonly tone: 'info' | 'warning' | 'critical';
  readonly label: string;
};

export type LineChartProps = {
  /** the accessible name */
  readonly label: string;
  /** what the picture shows, in one sentence */
  readonly summary: ReactNode;
  readonly lines: readonly ChartLine[];
  readonly points: readonly ChartPoint[];
  /** of the table, where it says more than the lines do */
  readonly columns?: readonly ChartLine[];
  /** the axis; by default what the values need */
  readonly domain?: readonly [number, number];
  /** the time that is shown, ms since the epoch; by default from the first point to the last */
  readonly span?: readonly [number, number];
  /** between what the values lay within each step, by their keys */
  readonly spread?: { readonly low: string; readonly high: string };
  /** what was expected; null: nobody knows. `summary` says it too */
  readonly band?: readonly Band[] | null;
  readonly marks?: readonly ChartMark[];
  readonly heightPx?: number;
};

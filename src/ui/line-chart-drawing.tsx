import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { chartTick, exactTime } from './age-words';
import { lineStyles } from './chart-lines';
import { rowsOf } from './chart-rows';
import type { LineChartProps } from './line-chart';
import styles from './line-chart.module.css';
import { thinnedPoints } from './thinned-points';

const axis = { tickLine: false, axisLine: false, tick: { fill: 'var(--text-muted)', fontSize: 12 } } as const;
const leastPoints = 60;
const area = { type: 'monotone', stroke: 'none', isAnimationActive: false, connectNulls: false } as const;
const hidden = { dot: false, activeDot: false, legendType: 'none' } as const;

/** The picture itself, in a chunk of its own, because Recharts weighs more than the page around it. */
export function LineChartDrawing(props: LineChartProps) {
  const { lines, points, domain, span, marks = [], spread, band, heightPx = 200 } = props;
  // two pixels of a line are as many as anybody can tell apart
  const shown = thinnedPoints(points, Math.max(leastPoints, window.innerWidth / 2), spread);
  // a line of one or two is hardly there
  const isSparse = shown.filter(({ values }) => lines.some(({ key }) => (values[key] ?? null) !== null)).length < 3;
  const rows = rowsOf({ ...props, points: shown });
  const [from, to] = span ?? [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <ComposedChart data={[...rows]} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[from, to]}
          tickFormatter={(at: number) => chartTick(at, to - from)}
          minTickGap={48}
          {...axis}
        />
        <YAxis width="auto" domain={domain ? [...domain] : ['auto', 'auto']} {...axis} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload, label }) => {
            const told = payload.filter(({ unit }) => unit !== undefined);
            return active && told.length > 0 ? (
              <div className={styles['tip']}>
                <p>{exactTime(Number(label))}</p>
                {told.map((entry) => (
                  <p key={String(entry.dataKey)}>
                    {entry.name}: {Math.round(Number(entry.value) * 10) / 10} {entry.unit}
                  </p>
                ))}
              </div>
            ) : null;
          }}
        />
        {band && <Area dataKey="expected" fill="var(--chart-3)" fillOpacity={0.16} {...area} {...hidden} />}
        {spread && <Area dataKey="spread" fill="var(--chart-1)" fillOpacity={0.18} {...area} {...hidden} />}
        {lines.map((line, index) => (
          <Line
            key={line.key}
            dataKey={line.key}
            name={line.label}
            unit={line.unit}
            type="monotone"
            {...lineStyles(index)}
            strokeWidth={2}
            dot={isSparse}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
        {marks.map(({ key, at, tone }) => (
          <ReferenceLine key={key} x={at} stroke={`var(--${tone})`} strokeDasharray="3 3" strokeWidth={2} />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

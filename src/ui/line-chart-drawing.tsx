import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import { dayOfMonth, exactTime, timeOfDay } from './age-words';
import { lineStyles } from './chart-lines';
import type { LineChartProps } from './line-chart';
import styles from './line-chart.module.css';

const axis = { tickLine: false, axisLine: false, tick: { fill: 'var(--text-muted)', fontSize: 12 } } as const;

/** The picture itself, in a chunk of its own, because Recharts weighs more than the page around it. */
export function LineChartDrawing({ lines, points, domain, heightPx = 200 }: LineChartProps) {
  const spansDays = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) > 2 * 86_400_000;
  const rows = points.map((point) => ({ at: point.at, ...point.values }));
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <LineChart data={rows} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(at: number) => (spansDays ? dayOfMonth(at) : timeOfDay(at))}
          minTickGap={48}
          {...axis}
        />
        <YAxis width={40} domain={domain ? [...domain] : ['auto', 'auto']} {...axis} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload, label }) =>
            active && payload.length > 0 ? (
              <div className={styles['tip']}>
                <p>{exactTime(Number(label))}</p>
                {payload.map((entry) => (
                  <p key={String(entry.dataKey)}>
                    {entry.name}: {String(entry.value)} {entry.unit}
                  </p>
                ))}
              </div>
            ) : null
          }
        />
        {lines.map((line, index) => (
          <Line
            key={line.key}
            dataKey={line.key}
            name={line.label}
            unit={line.unit}
            type="monotone"
            {...lineStyles(index)}
            strokeWidth={2}
            dot={rows.length < 3}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

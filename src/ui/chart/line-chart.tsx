import { lazy, Suspense, useId, useState } from 'react';

import { exactTime } from '../age-words';
import { lineStyles } from './chart-lines';
import type { LineChartProps } from './line-chart-props';
import styles from './line-chart.module.css';
import { Skeleton } from '../skeleton';
import { VisuallyHidden } from '../visually-hidden';

const Drawing = lazy(async () => ({ default: (await import('./line-chart-drawing')).LineChartDrawing }));
const tableRows = 60;

/** Lines over time: a picture, the sentence it says, and the same numbers as a table for those who want them. */
export function LineChart(props: LineChartProps) {
  const { label, summary, lines, points, columns = lines, heightPx = 200 } = props;
  const summaryId = useId();
  return (
    <figure className={styles['chart']} aria-label={label} aria-describedby={summaryId}>
      <div className={styles['drawing']} style={{ height: heightPx }} aria-hidden="true">
        <Suspense fallback={<Skeleton label={`Drawing ${label}`} lines={4} />}>
          <Drawing {...props} heightPx={heightPx} />
        </Suspense>
      </div>
      <figcaption className={styles['caption']}>
        {lines.length > 1 && <ChartLegend lines={lines} />}
        <p id={summaryId}>{summary}</p>
      </figcaption>
      <ChartNumbers label={label} lines={columns} points={points} />
    </figure>
  );
}

/** Which line is which: by its dashes as well as by its colour. */
function ChartLegend({ lines }: Pick<LineChartProps, 'lines'>) {
  return (
    <ul className={styles['legend']}>
      {lines.map((line, index) => (
        <li key={line.key} className={styles['legendEntry']}>
          <svg width="24" height="8" aria-hidden="true" focusable="false">
            <path d="M1 4h22" fill="none" strokeWidth="2" {...lineStyles(index)} />
          </svg>
          {line.label}
        </li>
      ))}
    </ul>
  );
}

/** The same numbers as a table, made when somebody wants them: sixty dates in words take as long as the picture. */
function ChartNumbers({ label, lines, points }: NumbersProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={styles['numbers']} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Show the numbers</summary>
      {isOpen && <NumbersTable label={label} lines={lines} points={points} />}
    </details>
  );
}

type NumbersProps = Pick<LineChartProps, 'label' | 'lines' | 'points'>;

function NumbersTable({ label, lines, points }: NumbersProps) {
  // where the line merely breaks there is nothing to say
  const told = points.filter(({ values }) => lines.some(({ key }) => values[key] != null));
  return (
    <div className={styles['scroll']} role="region" tabIndex={0} aria-label={`${label}, numbers`}>
      <table className={styles['table']}>
        <caption>
          <VisuallyHidden>{label}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map((line) => (
              <th key={line.key} scope="col">
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.slice(-tableRows).map((point) => (
            <tr key={point.at}>
              <th scope="row">{exactTime(point.at)}</th>
              {lines.map((line) => (
                <td key={line.key}>{valueInWords(point.values[line.key] ?? null, line.unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function valueInWords(value: number | null, unit: string): string {
  return value === null ? 'not told' : `${Math.round(value * 10) / 10} ${unit}`.trim();
}

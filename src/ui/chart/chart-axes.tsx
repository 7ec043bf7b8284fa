import { chartTick } from '../age-words';
import { digitPx, xOf, yOf, type ChartFrame } from './chart-frame';
import styles from './line-chart.module.css';
import { timeTicks } from './time-ticks';

/** of a moment below the picture, with what keeps it from the next */
const timeTickPx = 64;
const belowPx = 18;
const besidePx = 6;
/** from the middle of a digit to the line it stands on */
const baselinePx = 4;

type ValueAxisProps = { readonly frame: ChartFrame; readonly ticks: readonly number[] };

/** The numbers beside the lines, each with its height drawn through the picture. */
export function ValueAxis({ frame, ticks }: ValueAxisProps) {
  const { left, right } = frame;
  return (
    <g className={styles['axis']}>
      <path
        data-axis="value"
        d={ticks.map((tick) => `M${left} ${yOf(frame, tick)}H${right}`).join('')}
        stroke="var(--chart-grid)"
      />
      {ticks.map((tick) => (
        <text key={tick} x={left - besidePx} y={yOf(frame, tick) + baselinePx} textAnchor="end">
          {tick}
        </text>
      ))}
    </g>
  );
}

/** The moments below the lines. */
export function TimeAxis({ frame }: { readonly frame: ChartFrame }) {
  const { left, right, bottom, from, to } = frame;
  return (
    <g className={styles['axis']} textAnchor="middle">
      {timeTicks(from, to, Math.max(2, Math.floor((right - left) / timeTickPx))).map((at) => {
        const words = chartTick(at, to - from);
        // the last is not cut off, though its moment is at the edge
        const x = Math.min(xOf(frame, at), right + belowPx / 2 - (words.length * digitPx) / 2);
        return (
          <text key={at} x={x} y={bottom + belowPx}>
            {words}
          </text>
        );
      })}
    </g>
  );
}

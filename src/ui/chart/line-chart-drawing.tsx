import { useCallback, useState } from 'react';
import { Curve, getNiceTickValues, Surface } from 'recharts';

import { TimeAxis, ValueAxis } from './chart-axes';
import { frameOf, reachOf, timeOf, xOf, yOf } from './chart-frame';
import { lineStyles } from './chart-lines';
import { ChartPointer } from './chart-pointer';
import { rowsOf } from './chart-rows';
import type { LineChartProps } from './line-chart-props';
import styles from './line-chart.module.css';
import { thinnedPoints } from './thinned-points';

const leastPoints = 60;
const valueTicks = 5;
const expectedArea = { type: 'monotone', fill: 'var(--chart-3)', fillOpacity: 0.16 } as const;
const spreadArea = { type: 'monotone', fill: 'var(--chart-1)', fillOpacity: 0.18 } as const;

type PictureProps = LineChartProps & { readonly widthPx: number; readonly heightPx: number };

/** The picture itself, in a chunk of its own. */
export function LineChartDrawing(props: LineChartProps) {
  const { label, heightPx = 200 } = props;
  const [widthPx, setWidthPx] = useState(0);
  const measure = useCallback((element: HTMLDivElement) => {
    const watch = new ResizeObserver(() => setWidthPx(element.clientWidth));
    watch.observe(element);
    setWidthPx(element.clientWidth);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={measure} className={styles['canvas']} style={{ height: heightPx }}>
      {/* in another picture nothing is pointed at */}
      {widthPx > 0 && <Picture key={label} {...props} heightPx={heightPx} widthPx={widthPx} />}
    </div>
  );
}

/** Everything has its place before it is drawn, so that it is drawn once; what is pointed at is drawn above it. */
function Picture(props: PictureProps) {
  const { lines, marks = [], widthPx, heightPx } = props;
  const { frame, points, ticks, along, between } = layOut(props);
  // a line of one or two is hardly there
  const isSparse = points.filter(({ values }) => lines.some(({ key }) => values[key] != null)).length < 3;
  return (
    <>
      <Surface width={widthPx} height={heightPx}>
        <ValueAxis frame={frame} ticks={ticks} />
        <TimeAxis frame={frame} />
        <Curve {...expectedArea} points={between('expected', 1)} baseLine={between('expected', 0)} />
        <Curve {...spreadArea} points={between('spread', 1)} baseLine={between('spread', 0)} />
        {lines.map(({ key }, index) => (
          <g key={key} {...lineStyles(index)} strokeWidth={2} fill="none" data-line={key}>
            <Curve type="monotone" points={along(key)} fill="none" />
            {isSparse && along(key).map(({ x, y }) => y !== null && <circle key={x} cx={x} cy={y} r={3} />)}
          </g>
        ))}
        {marks.map(({ key, at, tone }) => (
          <path
            key={key}
            data-mark={key}
            d={`M${xOf(frame, at)} ${frame.top}V${frame.bottom}`}
            stroke={`var(--${tone})`}
            strokeDasharray="3 3"
            strokeWidth={2}
          />
        ))}
      </Surface>
      <ChartPointer frame={frame} lines={lines} points={points} />
    </>
  );
}

function layOut(props: PictureProps) {
  const { points: all, span, spread, domain, widthPx } = props;
  // two pixels of a line are as many as anybody can tell apart
  const points = thinnedPoints(all, Math.max(leastPoints, widthPx / 2), spread);
  const rows = rowsOf({ ...props, points });
  const reach = reachOf(rows, props);
  const ticks = reach === null ? [] : ticksOf(reach, domain !== undefined);
  const frame = frameOf({ ...props, span: timeOf(rows, span) }, ticks);
  const along = (key: string) =>
    rows.map(({ at, [key]: value }) => ({
      x: xOf(frame, at),
      y: typeof value === 'number' ? yOf(frame, value) : null,
    }));
  const between = (key: 'spread' | 'expected', end: 0 | 1) =>
    rows.map(({ at, [key]: both }) => ({
      x: xOf(frame, at),
      y: Array.isArray(both) ? yOf(frame, both[end]) : null,
    }));
  return { frame, points, ticks, along, between };
}

/** Round numbers; an axis that was given ends where it ends. */
function ticksOf([least, most]: readonly [number, number], isGiven: boolean): readonly number[] {
  const ticks = getNiceTickValues([least, most], valueTicks);
  return isGiven ? [...ticks.filter((tick) => tick < most), most] : ticks;
}

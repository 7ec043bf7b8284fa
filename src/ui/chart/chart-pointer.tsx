import { useMemo, useState, type PointerEvent } from 'react';

import { exactTime } from '../age-words';
import { xOf, yOf, type ChartFrame } from './chart-frame';
import { lineStyles } from './chart-lines';
import type { ChartLine, ChartPoint } from './line-chart-props';
import styles from './line-chart.module.css';

type ChartPointerProps = {
  readonly frame: ChartFrame;
  readonly lines: readonly ChartLine[];
  readonly points: readonly ChartPoint[];
};

/** What is told where a finger or a mouse is: a layer of its own above the picture, so that a move draws nothing of it anew. */
export function ChartPointer({ frame, lines, points }: ChartPointerProps) {
  const [pointedX, setPointedX] = useState<number | null>(null);
  const told = useMemo(
    () => points.filter(({ values }) => lines.some(({ key }) => values[key] != null)),
    [points, lines],
  );
  const point = pointedX === null ? null : nearestTo(pointedX, frame, told);
  const follow = ({ nativeEvent }: PointerEvent) => setPointedX(nativeEvent.offsetX);
  // a finger that is lifted leaves what it has found to be read
  const leave = ({ pointerType }: PointerEvent) => pointerType === 'mouse' && setPointedX(null);
  return (
    <div
      className={styles['pointer']}
      onPointerDown={follow}
      onPointerMove={follow}
      onPointerLeave={leave}
      onPointerCancel={() => setPointedX(null)}
    >
      {point !== null && <Told point={point} frame={frame} lines={lines} />}
    </div>
  );
}

type ToldProps = Pick<ChartPointerProps, 'frame' | 'lines'> & { readonly point: ChartPoint };

function Told({ point: { at, values }, frame, lines }: ToldProps) {
  const x = xOf(frame, at);
  const told = lines.flatMap((line, index) => {
    const value = values[line.key] ?? null;
    return value === null ? [] : [{ line, value, colour: lineStyles(index).stroke }];
  });
  const isRight = x > (frame.left + frame.right) / 2;
  return (
    <>
      <div className={styles['cursor']} style={{ ...heightOf(frame), transform: `translateX(${x}px)` }} />
      {told.map(({ line, value, colour }) => (
        <div
          key={line.key}
          className={styles['dot']}
          style={{ background: colour, transform: `translate(${x}px, ${yOf(frame, value)}px)` }}
        />
      ))}
      <div
        className={styles['tip']}
        style={{ transform: isRight ? `translateX(calc(${x - tipGapPx}px - 100%))` : `translateX(${x + tipGapPx}px)` }}
      >
        <p>{exactTime(at)}</p>
        {told.map(({ line, value }) => (
          <p key={line.key}>
            {line.label}: {Math.round(value * 10) / 10} {line.unit}
          </p>
        ))}
      </div>
    </>
  );
}

const tipGapPx = 10;

function heightOf({ top, bottom }: ChartFrame) {
  return { top, height: bottom - top };
}

/** Of points in the order of their time. */
function nearestTo(x: number, frame: ChartFrame, points: readonly ChartPoint[]): ChartPoint | null {
  let [low, high] = [0, points.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xOf(frame, points[middle]?.at ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [before, after] = [points[low] ?? null, points[high] ?? null];
  if (before === null || after === null) return before;
  return x - xOf(frame, before.at) <= xOf(frame, after.at) - x ? before : after;
}

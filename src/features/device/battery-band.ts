import type { Expectation } from '@/core/expectation';
import type { Band, SeriesSpan } from '@/core/history';

const dayMs = 86_400_000;
/** what a battery usually loses is learned over a fortnight, and leads no further */
const reachMs = 14 * dayMs;
/** a reading that goes up by so much is a new battery, or one that is charged; less is warmth */
const freshPercent = 15;
/** as much is rounding and warmth, whatever was learned */
const leastSlack = 2;
/** half of what it usually loses to twice as much is as usual */
const times = { least: 0.5, most: 2 } as const;
/** a sloped band is drawn in so many pieces */
const pieces = 200;

type Empties = Extract<Expectation, { readonly status: 'empties' }>;

/**
 * Where a battery usually would be: from what it had a fortnight ago, or at first in this span, it falls as it usually does. A fresh
 * battery begins anew. null: nothing was told of it.
 */
export function batteryBand({ points }: SeriesSpan, usual: Empties, to: number): readonly Band[] | null {
  const begins = beginnings(points, to - reachMs);
  if (begins.length === 0) return null;
  return begins.flatMap(({ at, percent }, index) => slope(at, begins[index + 1]?.at ?? to, percent, usual));
}

type Beginning = { readonly at: number; readonly percent: number };

/** When it had what, at first and whenever it was fresh. */
function beginnings(points: SeriesSpan['points'], from: number): readonly Beginning[] {
  const begins: Beginning[] = [];
  let least = Number.POSITIVE_INFINITY;
  const known = points.findLast(({ at }) => at <= from);
  if (known !== undefined) {
    begins.push({ at: from, percent: known.last });
    least = known.last;
  }
  for (const { at, last } of points) {
    if (at <= from) continue;
    if (begins.length === 0 || last >= least + freshPercent) {
      begins.push({ at, percent: last });
      least = last;
    } else least = Math.min(least, last);
  }
  return begins;
}

function slope(from: number, to: number, percent: number, { percentADay, stepPercent }: Empties): readonly Band[] {
  const slack = Math.max(leastSlack, stepPercent);
  const pieceMs = Math.max(1, (to - from) / pieces);
  return Array.from({ length: pieces }, (_, piece) => {
    const at = from + piece * pieceMs;
    const lost = (percentADay * (at - from)) / dayMs;
    return { at, low: within(percent - times.most * lost - slack), high: within(percent - times.least * lost + slack) };
  });
}

function within(percent: number): number {
  return Math.max(0, Math.min(100, percent));
}

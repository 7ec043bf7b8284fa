import type { Expectation } from '@/core/expectation';
import type { Band, KeptSpan, Metric, SeriesSpan } from '@/core/history';
import { leftOutWords } from '@/core/history-words';
import { metricWords } from '@/core/metric-words';
import { expectedAlong } from '@/ui/chart/chart-rows';
import type { ChartPoint } from '@/ui/chart/line-chart-props';

export const ranges = [
  { value: 'hour', label: 'Hour', ms: 3_600_000, words: 'in the last hour' },
  { value: 'day', label: 'Day', ms: 86_400_000, words: 'in the last day' },
  { value: 'week', label: 'Week', ms: 7 * 86_400_000, words: 'in the last week' },
  { value: 'month', label: 'Month', ms: 30 * 86_400_000, words: 'in the last month' },
  { value: 'year', label: 'Year', ms: 365 * 86_400_000, words: 'in the last year' },
] as const;
export type Range = (typeof ranges)[number];

/** The points of a chart: the line breaks where nobody listened, and goes on where merely nothing was told. */
export function chartPointsOf({ points, listened }: SeriesSpan): readonly ChartPoint[] {
  const all: ChartPoint[] = [];
  let span = 0;
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    while ((listened[span]?.to ?? Number.POSITIVE_INFINITY) < point.at) span += 1;
    if (before !== undefined && before.at < (listened[span]?.from ?? Number.NEGATIVE_INFINITY)) {
      all.push({ at: (before.at + point.at) / 2, values: nothing });
    }
    all.push({ at: point.at, values: { mean: point.mean, min: point.min, max: point.max } });
  }
  return all;
}

/**
 * What is usual, where it is drawn: from when somebody began to listen, for what was usual before that nobody knows. Messages are
 * learned by the minute, and raw ones are counted by seconds.
 */
export function bandShown(
  metric: Metric,
  { stepMs, points, listened }: SeriesSpan,
  expected: Expectation | null,
): readonly Band[] | null {
  if (expected?.status !== 'usual' || (metric === 'messages' && stepMs === 0)) return null;
  const wasBelow = mayBeBelow.includes(metric) || points.some(({ min }) => min < 0);
  const band = wasBelow ? expected.band : expected.band.map(fromNothing);
  const begin = listened[0]?.from ?? Number.NEGATIVE_INFINITY;
  const after = band.findIndex(({ at }) => at > begin);
  return after === -1 ? band.slice(-1) : band.slice(Math.max(0, after - 1));
}

/** less than nothing is nothing special of these */
const mayBeBelow: readonly Metric[] = ['temperatureC', 'deviceTemperatureC', 'rssi'];

/** What is usual is reckoned alike on both sides: of watts, lux or messages that never were less than nothing, that is not usual. */
function fromNothing({ low, high, ...usual }: Band): Band {
  return { ...usual, low: Math.max(0, low), high: Math.max(0, high) };
}

/** The points with what is usual at their time, for the table; where the line breaks nothing is told, nor compared. */
export function withBand(points: readonly ChartPoint[], band: readonly Band[] | null): readonly ChartPoint[] {
  if (band === null) return points;
  const expected = expectedAlong(points, band);
  return points.map((point, index) => {
    const here = expected[index] ?? null;
    const breaks = point.values['mean'] === null;
    return here === null || breaks
      ? point
      : { ...point, values: { ...point.values, usualLow: here.low, usualHigh: here.high } };
  });
}

/** An hour of which only minutes are known begins with them: the rest would be empty. */
export function spanShown(from: number, to: number, { stepMs, listened }: SeriesSpan): readonly [number, number] {
  const first = listened[0]?.from ?? from;
  return stepMs === 0 ? [Math.max(from, Math.min(first, to - leastMs)), to] : [from, to];
}

const leastMs = 5 * 60_000;
const nothing = { mean: null, min: null, max: null };

/** There is nothing to draw of it: it is not kept, nor was it before. Nobody's silence is drawn as a count of messages. */
export function isLeftOut(metric: Metric, { keeps, points }: KeptSpan): boolean {
  return keeps === 'others' && (metric === 'messages' || points.length === 0);
}

/** The time that a picture is of. `words`: "in the last hour". */
type Pictured = { readonly words: string; readonly from: number; readonly to: number };

/** What the picture shows, of how much of its time that is known, and what it leaves out. */
export function sentenceOf(metric: Metric, span: KeptSpan, { words, from, to }: Pictured): string {
  const parts = [toldSentence(metric, span, words), listenedSentence(span, from, to), leftOutWords(span.keeps)];
  return parts.filter((part) => part !== '').join(' ');
}

/** less is missing to whoever closes a page for a moment */
const almostAll = 0.9;

/** Of a year of which three weeks are known nothing is said as if it were of a year; '' where as good as all of it was heard. */
function listenedSentence({ listened }: SeriesSpan, from: number, to: number): string {
  const heardMs = listened.reduce((sum, heard) => {
    const within = Math.min(heard.to, to) - Math.max(heard.from, from);
    return sum + Math.max(0, within);
  }, 0);
  if (listened.length === 0 || heardMs >= almostAll * (to - from)) return '';
  return `Gatehouse listened for ${lengthWords(heardMs)} of that time.`;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "a minute", "5 hours", "21 days": no finer than it matters. */
function lengthWords(ms: number): string {
  if (ms < hourMs) return counted(ms / minuteMs, 'a minute', 'minutes');
  if (ms < 2 * dayMs) return counted(ms / hourMs, 'an hour', 'hours');
  return counted(ms / dayMs, 'a day', 'days');
}

function counted(count: number, one: string, many: string): string {
  const whole = Math.max(1, Math.round(count));
  return whole === 1 ? one : `${whole} ${many}`;
}

function toldSentence(metric: Metric, { keeps, points }: KeptSpan, words: string): string {
  const last = points.at(-1);
  // of what was left out a while nobody knows whether it was told
  if (last === undefined) return `Nothing ${keeps === 'all' ? 'was told' : 'is kept'} ${words}.`;
  const { label, unit } = metricWords(metric);
  const number = (value: number) => String(Math.round(value * 10) / 10);
  if (metric === 'messages') {
    const mean = points.reduce((sum, point) => sum + point.mean, 0) / points.length;
    return mean === 0
      ? `No message ${words}.`
      : `About ${number(mean)} messages a minute ${words}, while somebody listened.`;
  }
  const least = number(Math.min(...points.map(({ min }) => min)));
  const most = number(Math.max(...points.map(({ max }) => max)));
  if (least === most) return `${label} unchanged at ${least} ${unit} ${words}.`;
  return `${label} between ${least} and ${most} ${unit} ${words}, at last ${number(last.last)}.`;
}

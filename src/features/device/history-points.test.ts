import { describe, expect, test } from 'vitest';

import type { Metric, SeriesPoint, SeriesSpan } from '@/core/history';

import { bandShown, chartPointsOf, sentenceOf, spanShown } from './history-points';

const point = (at: number, value: number): SeriesPoint => ({
  at,
  min: value,
  max: value,
  mean: value,
  last: value,
  count: 1,
});
const span = (points: readonly SeriesPoint[], listened: SeriesSpan['listened']): SeriesSpan => ({
  stepMs: 0,
  points,
  listened,
});

describe('the line of a chart', () => {
  test('breaks where nobody listened, and goes on where merely nothing was told', () => {
    const listened = [
      { from: 0, to: 100 },
      { from: 500, to: 900 },
    ];
    const points = chartPointsOf(span([point(0, 1), point(90, 2), point(510, 3), point(900, 4)], listened));
    expect(points.map(({ values }) => values['mean'])).toEqual([1, 2, null, 3, 4]);
  });
});

test('an hour of which only minutes are known begins with them, a month begins with the month', () => {
  const hour = 3_600_000;
  const known = span([], [{ from: hour - 600_000, to: hour }]);
  expect(spanShown(0, hour, known)).toEqual([hour - 600_000, hour]);
  expect(spanShown(0, hour, { ...known, stepMs: 60_000 })).toEqual([0, hour]);
});

describe('what is usual', () => {
  const band = [0, 100, 200, 300].map((at) => ({ at, low: 1, high: 2 }));
  const usual = { status: 'usual', basis: 'hour', days: 21, band } as const;
  const begins = (metric: Metric, from: number, stepMs = 0) =>
    bandShown(metric, { stepMs, points: [], listened: [{ from, to: 400 }] }, usual)?.map(({ at }) => at);

  test('is drawn from when somebody began to listen, and not over the empty months before', () => {
    expect(begins('temperatureC', 0)).toEqual([0, 100, 200, 300]);
    expect(begins('temperatureC', 150)).toEqual([100, 200, 300]);
    expect(begins('temperatureC', 350)).toEqual([300]);
    expect(bandShown('temperatureC', span([], []), usual)).toEqual(band);
  });

  test('of the messages is not drawn where they are counted by seconds', () => {
    expect(begins('messages', 0)).toBeUndefined();
    expect(begins('messages', 0, 60_000)).toHaveLength(4);
  });
});

test.each<[string, readonly SeriesPoint[]]>([
  ['Nothing was told in the last day.', []],
  ['Temperature unchanged at 21 °C in the last day.', [point(0, 21), point(1, 21)]],
  ['Temperature unchanged at 22.3 °C in the last day.', [point(0, 22.28), point(1, 22.31)]],
  ['Temperature between 19.5 and 21 °C in the last day, at last 19.5.', [point(0, 21), point(1, 19.5)]],
])('a chart says: %s', (sentence, points) => {
  expect(sentenceOf('temperatureC', span(points, []), 'in the last day')).toBe(sentence);
});

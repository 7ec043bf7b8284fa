import { describe, expect, test } from 'vitest';

import type { KeptSpan, Metric, SeriesPoint, SeriesSpan } from '@/core/history';

import { thinnedPoints } from '@/ui/chart/thinned-points';

import { bandShown, chartPointsOf, isLeftOut, sentenceOf, spanShown, withBand } from './history-points';

const point = (at: number, value: number): SeriesPoint => ({
  at,
  min: value,
  max: value,
  mean: value,
  last: value,
  count: 1,
});
const span = (points: readonly SeriesPoint[], listened: SeriesSpan['listened']): KeptSpan => ({
  stepMs: 0,
  points,
  listened,
  keeps: 'all',
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

  test('breaks there also where what is usual is drawn around it, and on a phone, which has room for less', () => {
    const listened = [
      { from: 0, to: 100 },
      { from: 500, to: 900 },
    ];
    const points = chartPointsOf(span([point(0, 1), point(90, 2), point(510, 3), point(900, 4)], listened));
    const drawn = thinnedPoints(withBand(points, [{ at: 0, low: 0, high: 9 }]), 3, { low: 'min', high: 'max' });
    expect(drawn.map(({ values }) => values['mean'])).toEqual([1.5, null, 3.5]);
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

  test('is nothing below nothing, of what never was there', () => {
    const reckoned = { ...usual, band: [{ at: 0, low: -55.3, high: 164.6 }] };
    const lowest = (metric: Metric, ...told: readonly SeriesPoint[]) =>
      bandShown(metric, span(told, []), reckoned)?.map(({ low }) => low);
    expect(lowest('powerW', point(0, 84))).toEqual([0]);
    // a balcony with solar cells gives back
    expect(lowest('powerW', point(0, -300))).toEqual([-55.3]);
    expect(lowest('temperatureC', point(0, 4))).toEqual([-55.3]);
  });

  test('of the messages is not drawn where they are counted by seconds', () => {
    expect(begins('messages', 0)).toBeUndefined();
    expect(begins('messages', 0, 60_000)).toHaveLength(4);
  });
});

const lastDay = { words: 'in the last day', from: 0, to: 86_400_000 };

test.each<[string, readonly SeriesPoint[]]>([
  ['Nothing was told in the last day.', []],
  ['Temperature unchanged at 21 °C in the last day.', [point(0, 21), point(1, 21)]],
  ['Temperature unchanged at 22.3 °C in the last day.', [point(0, 22.28), point(1, 22.31)]],
  ['Temperature between 19.5 and 21 °C in the last day, at last 19.5.', [point(0, 21), point(1, 19.5)]],
])('a chart says: %s', (sentence, points) => {
  expect(sentenceOf('temperatureC', span(points, []), lastDay)).toBe(sentence);
});

describe('of a time of which only a part was heard', () => {
  const minute = 60_000;
  const day = 1_440 * minute;
  const year = { words: 'in the last year', from: 0, to: 365 * day };
  const said = (from: number, to: number, pictured = year) =>
    sentenceOf('temperatureC', span([point(to - 1, 21)], [{ from, to }]), pictured);

  test('a chart says how much that is, and not that it was so for a year', () => {
    expect(said(344 * day, 365 * day)).toBe(
      'Temperature unchanged at 21 °C in the last year. Gatehouse listened for 21 days of that time.',
    );
    expect(said(365 * day - minute, 365 * day)).toMatch(/listened for a minute of that time\.$/);
    expect(said(365 * day - 300 * minute, 365 * day)).toMatch(/listened for 5 hours of that time\.$/);
  });

  test('what was heard before the picture begins is none of it', () => {
    const hour = { words: 'in the last hour', from: 0, to: 60 * minute };
    expect(said(-30 * minute, 12 * minute, hour)).toMatch(/listened for 12 minutes of that time\.$/);
  });

  test('a page that was closed for a moment goes without saying', () => {
    expect(said(20 * day, 365 * day)).toBe('Temperature unchanged at 21 °C in the last year.');
  });
});

describe('in a home of which not every course is kept', () => {
  const inPart = (keeps: KeptSpan['keeps'], points: readonly SeriesPoint[]) => ({ ...span(points, []), keeps });
  const sentence = (keeps: KeptSpan['keeps'], ...points: readonly SeriesPoint[]) =>
    sentenceOf('temperatureC', inPart(keeps, points), { words: 'in the last hour', from: 0, to: 3_600_000 });

  test('a chart never says that nothing was told, for it may have been left out', () => {
    expect(sentence('this')).toBe(
      'Nothing is kept in the last hour. In a home of this size only 4,000 courses are kept at a time: where nothing is drawn, it may have been left out.',
    );
  });

  test('one that was kept before is drawn, and says that it is not kept now', () => {
    expect(sentence('others', point(0, 21))).toBe(
      'Temperature unchanged at 21 °C in the last hour. This course is not kept now: of a home of this size only a part is, 4,000 courses at most, and this is none of them.',
    );
    expect(isLeftOut('temperatureC', inPart('others', [point(0, 21)]))).toBe(false);
  });

  test('nothing is drawn of one that is not kept, and no silence of a device whose messages are not counted', () => {
    expect(isLeftOut('temperatureC', inPart('others', []))).toBe(true);
    expect(isLeftOut('messages', inPart('others', [point(0, 0)]))).toBe(true);
    for (const keeps of ['all', 'this'] as const) {
      expect(isLeftOut('temperatureC', inPart(keeps, []))).toBe(false);
      expect(isLeftOut('messages', inPart(keeps, [point(0, 0)]))).toBe(false);
    }
  });
});

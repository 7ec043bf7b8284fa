import { expect, test } from 'vitest';

import { thinnedPoints } from './thinned-points';

const spread = { low: 'min', high: 'max' };
const point = (at: number, mean: number | null) => ({
  at,
  values: { mean, min: mean === null ? null : mean - at, max: mean === null ? null : mean + at },
});

test('A picture shows no more points than it has room for: the mean of those side by side, between their lowest and highest', () => {
  const points = [1, 2, 3, 4].map((at) => point(at, 10 * at));
  expect(thinnedPoints(points, 2, spread)).toEqual([
    { at: 1.5, values: { mean: 15, min: 9, max: 22 } },
    { at: 3.5, values: { mean: 35, min: 27, max: 44 } },
  ]);
});

test('Where there is room for all of them they are as they were', () => {
  const points = [point(1, 10), point(2, 20)];
  expect(thinnedPoints(points, 2, spread)).toBe(points);
});

test('The line breaks where it broke', () => {
  const points = [point(1, 10), point(2, 20), point(3, null), point(4, 40), point(5, 50), point(6, 60)];
  const thinned = thinnedPoints(points, 3, spread);
  expect(thinned.map(({ at, values }) => [at, values['mean']])).toEqual([
    [1.5, 15],
    [3, null],
    [4.5, 45],
    [6, 60],
  ]);
});

import { expect, test } from 'vitest';

import { rowsOf } from './chart-rows';

test('each point of a chart knows what was expected then, and between what it lay', () => {
  const points = [5, 10, 25].map((at) => ({ at, values: { mean: at, min: at - 1, max: at + 1 } }));
  const band = [
    { at: 10, low: 0, high: 12 },
    { at: 20, low: 2, high: 14 },
  ];
  expect(rowsOf({ points, band, spread: { low: 'min', high: 'max' } })).toEqual([
    { at: 5, mean: 5, min: 4, max: 6, spread: [4, 6] },
    { at: 10, mean: 10, min: 9, max: 11, spread: [9, 11], expected: [0, 12] },
    { at: 25, mean: 25, min: 24, max: 26, spread: [24, 26], expected: [2, 14] },
  ]);
});

test('a line that breaks is spread over nothing', () => {
  const points = [{ at: 1, values: { mean: null, min: null, max: null } }];
  expect(rowsOf({ points, band: null, spread: { low: 'min', high: 'max' } })).toEqual([
    { at: 1, mean: null, min: null, max: null },
  ]);
});

test('a band goes on where there is no point yet, and after the last, with no number beside it', () => {
  const rows = rowsOf({
    points: [
      { at: 50, values: { mean: 5 } },
      { at: 60, values: { mean: 6 } },
    ],
    band: [
      { at: 0, low: 1, high: 2 },
      { at: 40, low: 3, high: 4 },
    ],
    span: [10, 100],
  });
  expect(rows).toEqual([
    { at: 10, expected: [1, 2] },
    { at: 40, expected: [3, 4] },
    { at: 50, mean: 5, expected: [3, 4] },
    { at: 60, mean: 6, expected: [3, 4] },
    { at: 100, expected: [3, 4] },
  ]);
});

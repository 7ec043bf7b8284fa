import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { SeriesPoint } from './history';
import { inSteps, joinPoints, mergeSteps, pointOf, stepFor } from './series-steps';

const minute = 60_000;
/** whole numbers, so that a mean of means is exact enough to compare */
const told = fc
  .array(fc.record({ at: fc.nat(30 * minute), value: fc.integer({ min: -50, max: 50 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((all) => all.toSorted((one, other) => one.at - other.at).map(({ at, value }) => pointOf(at, value)));

const rounded = (points: readonly SeriesPoint[]) =>
  points.map((point) => ({ ...point, mean: Math.round(point.mean * 1e6) }));

describe('what was told, in steps', () => {
  test('is the same whether an hour is made of what was told or of its minutes', () => {
    fc.assert(
      fc.property(told, (points) => {
        expect(rounded(inSteps(inSteps(points, minute), 10 * minute))).toEqual(rounded(inSteps(points, 10 * minute)));
      }),
    );
  });

  test('is the same whether it came at once or in two parts', () => {
    fc.assert(
      fc.property(told, fc.nat(60), (points, cut) => {
        const parts = mergeSteps(inSteps(points.slice(0, cut), minute), inSteps(points.slice(cut), minute));
        expect(rounded(parts)).toEqual(rounded(inSteps(points, minute)));
      }),
    );
  });

  test('loses no value: the least, the most, how many and the last are those of all', () => {
    fc.assert(
      fc.property(told, (points) => {
        const whole = inSteps(points, 60 * minute).reduce(joinPoints);
        const values = points.map(({ last }) => last);
        expect(whole).toMatchObject({
          min: Math.min(...values),
          max: Math.max(...values),
          last: values.at(-1),
          count: values.length,
        });
      }),
    );
  });
});

test.each([
  [24 * 3_600_000, minute, 5 * minute],
  [30 * 24 * 3_600_000, 60 * minute, 180 * minute],
  [365 * 24 * 3_600_000, 60 * minute, 24 * 60 * minute],
])('a span of %i ms of steps of %i is drawn in steps that a phone can show', (span, least, step) => {
  expect(stepFor(span, 400, least)).toBe(step);
});

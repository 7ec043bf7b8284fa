import fc from 'fast-check';
import { expect, test } from 'vitest';

import { timeTicks } from './time-ticks';

const at = (...[month, day, hour = 0, minute = 0]: readonly [number, number, number?, number?]) =>
  new Date(2026, month - 1, day, hour, minute).getTime();

test('below an hour stand whole minutes, below a day whole hours, below a week days, below a year months', () => {
  expect(timeTicks(at(6, 3, 14, 7), at(6, 3, 15, 7), 4)).toEqual([
    at(6, 3, 14, 15),
    at(6, 3, 14, 30),
    at(6, 3, 14, 45),
    at(6, 3, 15),
  ]);
  expect(timeTicks(at(6, 3, 14, 7), at(6, 4, 14, 7), 4)).toEqual([at(6, 3, 18), at(6, 4), at(6, 4, 6), at(6, 4, 12)]);
  expect(timeTicks(at(6, 3, 14), at(6, 10, 14), 4)).toEqual([at(6, 5), at(6, 7), at(6, 9)]);
  expect(timeTicks(at(1, 20), at(12, 20), 6)).toEqual([at(3, 1), at(5, 1), at(7, 1), at(9, 1), at(11, 1)]);
});

test('some seconds have one moment', () => {
  expect(timeTicks(at(6, 3, 14, 7) + 1_000, at(6, 3, 14, 7) + 9_000, 4)).toEqual([at(6, 3, 14, 7) + 1_000]);
});

test('whatever time is shown, its moments lie within it, in order, and there are not too many', () => {
  const year = 365 * 86_400_000;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 * year }),
      fc.integer({ min: 0, max: 3 * year }),
      fc.integer({ min: 2, max: 20 }),
      (from, spanMs, most) => {
        const ticks = timeTicks(from, from + spanMs, most);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(most);
        for (const [index, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(from);
          expect(tick).toBeLessThanOrEqual(from + spanMs);
          expect(tick).toBeGreaterThan(ticks[index - 1] ?? -1);
        }
      },
    ),
  );
});

import { expect, test } from 'vitest';

import { hasCome, openRest, restedAt } from './rest';

const hour = 3_600_000;

test('it is due at once, and then when it has rested', () => {
  const rest = openRest(1_000);
  expect([0, 999, 1_000, 1_999, 5_000].map((now) => rest.isDue(now))).toEqual([true, false, true, false, true]);
});

test('a clock that is set back by hours holds it up no longer than it rests', () => {
  const rest = openRest(1_000);
  expect([10 * hour, 0, 999, 1_000].map((now) => rest.isDue(now))).toEqual([true, true, false, true]);
});

test('it may rest already, and for longer', () => {
  const rest = openRest(1_000, 0);
  expect([500, 1_500, 3_000].map((now) => rest.isDue(now, 3))).toEqual([false, false, true]);
});

test('what waits until it has rested waits no longer where the clock is set back meanwhile', () => {
  expect([undefined, 0, 2_500, 10 * hour].map((last) => restedAt(last, 2_000, 1_000))).toEqual([
    2_000, 2_000, 3_000, 2_000,
  ]);
  expect(restedAt(1_500, 2_000, 1_000)).toBe(2_500);
  expect([0, 1_000, 1_500, 2_000, 10 * hour].map((at) => hasCome(at, 1_000, 1_000))).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});

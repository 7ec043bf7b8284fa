import { expect, test } from 'vitest';

import { isMeantForBefore, pressAfter, type Press } from './double-press';

const press = (before: Press | null, timeStamp: number, clientX = 100, clientY = 700) =>
  pressAfter(before, { timeStamp, clientX, clientY });

test('the second press of a double press belongs to what stood there at the first, and so does a third', () => {
  const first = press(null, 1_000);
  const second = press(first, 1_150, 103, 698);
  const third = press(second, 1_600);
  expect(isMeantForBefore(first, 1_100)).toBe(false);
  expect(isMeantForBefore(second, 1_100)).toBe(true);
  expect(isMeantForBefore(third, 1_100)).toBe(true);
});

test('a press of its own counts: later, elsewhere, or on what was there before both', () => {
  const first = press(null, 1_000);
  expect(isMeantForBefore(press(first, 1_600), 1_100)).toBe(false);
  expect(isMeantForBefore(press(first, 1_150, 160), 1_100)).toBe(false);
  expect(isMeantForBefore(press(first, 1_150), 900)).toBe(false);
});

import { expect, test } from 'vitest';

import { isMeantForAnother, type Press } from './double-press';

const press = (on: string | null, at: number, x = 100, y = 700): Press<string> => ({ at, x, y, on });
const make = press('Make a new password', 1_000);

const isMeant = (before: Press<string> | null, now: Press<string>, stands = now.on) =>
  isMeantForAnother(before, now, stands);

test('the second press of a double press is not meant for what came in the place of the first', () => {
  expect(isMeant(make, press('Done', 1_150))).toBe(true);
  expect(isMeant(make, press('Done', 1_500, 110, 690))).toBe(true);
});

test('every other press counts: on the same, on its neighbour, later, elsewhere, on what cannot be pressed, and the first of all', () => {
  expect(isMeant(make, press('Make a new password', 1_150))).toBe(false);
  expect(isMeant(make, press('Its neighbour', 1_150, 112), 'Make a new password')).toBe(false);
  expect(isMeant(make, press('Done', 1_501))).toBe(false);
  expect(isMeant(make, press('Done', 1_150, 130))).toBe(false);
  expect(isMeant(make, press(null, 1_150))).toBe(false);
  expect(isMeant(press(null, 1_000), press('Done', 1_150))).toBe(false);
  expect(isMeant(null, make)).toBe(false);
});

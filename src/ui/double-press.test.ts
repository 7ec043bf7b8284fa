import { expect, test } from 'vitest';

import { isMeantForAnother, type Press } from './double-press';

const press = (on: string | null, at: number, x = 100, y = 700): Press<string> => ({ at, x, y, on });
const approve = press('Approve the first', 1_000);

test('the second press of a double press is not meant for what came in the place of the first', () => {
  expect(isMeantForAnother(approve, press('Approve the second', 1_150))).toBe(true);
  expect(isMeantForAnother(approve, press('Done', 1_500, 110, 690))).toBe(true);
});

test('every other press counts: on the same, later, elsewhere, on what cannot be pressed, and the first of all', () => {
  expect(isMeantForAnother(approve, press('Approve the first', 1_150))).toBe(false);
  expect(isMeantForAnother(approve, press('Approve the second', 1_501))).toBe(false);
  expect(isMeantForAnother(approve, press('Approve the second', 1_150, 130))).toBe(false);
  expect(isMeantForAnother(approve, press(null, 1_150))).toBe(false);
  expect(isMeantForAnother(press(null, 1_000), press('Done', 1_150))).toBe(false);
  expect(isMeantForAnother(null, approve)).toBe(false);
});

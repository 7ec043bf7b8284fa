import { expect, test } from 'vitest';

import { nextRow } from './grid-keys';

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['PageDown', 2, 6],
  ['PageDown', 8, 9],
  ['PageUp', 2, 0],
  ['Home', 7, 0],
  ['End', 2, 9],
])('%s leads from row %d of ten to row %d', (key, from, to) => {
  expect(nextRow(key, from, 10, 4)).toBe(to);
});

test('any other key, and an empty list, lead nowhere', () => {
  expect(nextRow('x', 3, 10, 4)).toBeNull();
  expect(nextRow('ArrowDown', 0, 0, 4)).toBeNull();
});

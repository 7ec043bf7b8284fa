import { expect, test } from 'vitest';

import { rowHeightPx } from './grid-row-height';

test('a row is as high as before at letters of the usual size', () => {
  expect(rowHeightPx('wide', 16)).toBe(56);
  expect(rowHeightPx('folded', 16)).toBe(76);
});

test('with letters twice as large its lines have twice the room', () => {
  expect(rowHeightPx('folded', 32)).toBeGreaterThanOrEqual(2 * 43);
  expect(rowHeightPx('folded', 32) - rowHeightPx('folded', 16)).toBe(43);
  expect(rowHeightPx('tall', 16)).toBeGreaterThan(rowHeightPx('folded', 16));
});

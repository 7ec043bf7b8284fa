import { expect, test } from 'vitest';

import { rowsToDraw } from './rows-in-sight';

const range = { startIndex: 40, endIndex: 42, overscan: 1, count: 100 };

test('rows in sight are drawn with their neighbours', () => {
  expect(rowsToDraw(range)).toEqual([39, 40, 41, 42, 43]);
});

test('the row that Tab leads to is drawn too, before or behind those in sight, and once', () => {
  expect(rowsToDraw(range, 0)).toEqual([0, 39, 40, 41, 42, 43]);
  expect(rowsToDraw(range, 99)).toEqual([39, 40, 41, 42, 43, 99]);
  expect(rowsToDraw(range, 41)).toEqual([39, 40, 41, 42, 43]);
});

test('a row that is no more is not drawn', () => {
  expect(rowsToDraw({ startIndex: 0, endIndex: 2, overscan: 1, count: 3 }, 7)).toEqual([0, 1, 2]);
  expect(rowsToDraw({ startIndex: 0, endIndex: 0, overscan: 1, count: 0 }, 0)).toEqual([]);
});

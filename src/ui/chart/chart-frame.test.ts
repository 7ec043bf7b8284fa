import { expect, test } from 'vitest';

import { frameOf, reachOf, timeOf, xOf, yOf } from './chart-frame';

const lines = [{ key: 'mean', label: 'Temperature', unit: '°C' }];

test('the first moment is at the left of the picture, the lowest number at its bottom, and both are beside its numbers', () => {
  const frame = frameOf({ widthPx: 390, heightPx: 200, span: [1_000, 3_000] }, [10, 12.5, 15]);
  expect([xOf(frame, 1_000), xOf(frame, 3_000)]).toEqual([frame.left, frame.right]);
  expect([yOf(frame, 10), yOf(frame, 15)]).toEqual([frame.bottom, frame.top]);
  expect(xOf(frame, 2_000)).toBe((frame.left + frame.right) / 2);
});

test('longer numbers have more room beside the picture', () => {
  const shown = { widthPx: 390, heightPx: 200, span: [0, 1] } as const;
  expect(frameOf(shown, [0, 100_000]).left).toBeGreaterThan(frameOf(shown, [0, 100]).left);
});

test('an hour in which nothing was told is that hour, and does not begin in 1970', () => {
  expect(timeOf([], [1_000, 3_000])).toEqual([1_000, 3_000]);
  expect(timeOf([{ at: 900 }, { at: 2_000 }], [1_000, 3_000])).toEqual([900, 3_000]);
  expect(timeOf([{ at: 900 }, { at: 2_000 }], undefined)).toEqual([900, 2_000]);
});

test('one moment and one number lie in the middle', () => {
  const frame = frameOf({ widthPx: 390, heightPx: 200, span: [5, 5] }, [7]);
  expect(xOf(frame, 5)).toBe((frame.left + frame.right) / 2);
  expect(yOf(frame, 7)).toBe((frame.top + frame.bottom) / 2);
});

test('a picture reaches as far as its line, what lies around it, what was expected, and its axis where it has one', () => {
  const rows = [
    { at: 1, mean: 5, spread: [4, 9], expected: [2, 6] },
    { at: 2, mean: null },
    { at: 3, other: 99 },
  ] as const;
  expect(reachOf(rows, { lines })).toEqual([2, 9]);
  expect(reachOf(rows, { lines, domain: [0, 8] })).toEqual([0, 9]);
  expect(reachOf([{ at: 1, mean: null }], { lines })).toBeNull();
});

import { expect, test } from 'vitest';

import { trendPoints, trendWords } from './trend';

const days = [
  { day: '2026-11-01', devices: 4, current: 1, medianDaysBehind: null },
  { day: '2026-11-02', devices: 0, current: 0, medianDaysBehind: null },
  { day: '2026-11-03', devices: 5, current: 4, medianDaysBehind: 12.5 },
];

test('a day is a point, and a day without a device a gap', () => {
  expect(trendPoints(days).map(({ values }) => values.share)).toEqual([25, null, 80]);
});

test('the sentence says the same as the picture', () => {
  expect(trendWords(days)).toMatch(
    /^4 of 5 devices are known to be up to date; on .*2026.* it was 1 of 4\. Half .* 13 days or more\.$/,
  );
  expect(trendWords(days.slice(0, 1))).not.toMatch(/Half/);
  expect(trendWords([])).toBe('Nothing has been seen yet.');
});

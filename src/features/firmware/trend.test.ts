import { expect, test } from 'vitest';

import { medianWords, trendPoints, trendWords } from './trend';

const days = [
  { day: '2026-11-01', devices: 4, current: 1, medianDaysBehind: null },
  { day: '2026-11-02', devices: 0, current: 0, medianDaysBehind: null },
  { day: '2026-11-03', devices: 5, current: 4, medianDaysBehind: 12.5 },
];

test('a day is a point, and a day without a device a gap', () => {
  expect(trendPoints(days).map(({ values }) => values.share)).toEqual([25, null, 80]);
  expect(trendPoints(days).map(({ values }) => values.median)).toEqual([null, null, 12.5]);
});

test('the sentences say the same as the pictures', () => {
  expect(trendWords(days)).toMatch(/^4 of 5 devices are known to be up to date; on .*2026.* it was 1 of 4\.$/);
  expect(trendWords([])).toBe('Nothing has been seen yet.');
  expect(medianWords(days)).toBe('Half of those behind have been so for 13 days or more.');
  expect(medianWords(days.slice(0, 2))).toBeNull();
  const later = { day: '2026-11-04', devices: 5, current: 5, medianDaysBehind: 1 };
  expect(medianWords([...days, later])).toMatch(/for a day or more\. On .*2026.* it was 13 days\.$/);
  expect(medianWords([...days, { ...later, medianDaysBehind: null }])).toMatch(/^Of no device/);
});

import { expect, test } from 'vitest';

import { buildDayOf, endOfDay } from './build-day';

test.each([
  ['20230913-112316/v1.14.0-gcb84623', '2023-09-13'],
  ['V5.5.800 build 210628', '2021-06-28'],
  ['1.0.9 Build 20200102', '2020-01-02'],
  ['2.800.0.44, Build Date: 2021-09-28', '2021-09-28'],
  ['v3.1.0.2368_23062508', '2023-06-25'],
  ['2.820.0000000.18.R.211103', '2021-11-03'],
  ['1.0 build 211503', null],
  ['1.0 build 210230', null],
  ['1.2.3', null],
  ['16777241', null],
  ['x'.repeat(1_000), null],
])('%s was built on %s', (version, day) => {
  const at = buildDayOf(version);
  expect(at === null ? null : new Date(at).toISOString().slice(0, 10)).toBe(day);
});

test('a day ends with its last moment', () => {
  expect(new Date(endOfDay('2026-02-28') ?? 0).toISOString()).toBe('2026-02-28T23:59:59.999Z');
  expect(endOfDay('2026-02-31x')).toBeNull();
});

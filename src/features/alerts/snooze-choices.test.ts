import { expect, test } from 'vitest';

import { snoozeChoices } from './snooze-choices';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test.each([
  ['in the evening', at(24, 19, 30), at(25, 7)],
  ['in the morning', at(24, 6, 59), at(25, 7)],
  ['in the middle of the night', at(24, 2), at(24, 7)],
])('%s, tomorrow morning is at seven', (_when, now, until) => {
  expect(snoozeChoices(now)[1]?.until).toBe(until);
});

test('an hour is an hour, and a week seven days', () => {
  expect(snoozeChoices(0).map(({ until }) => until / 3_600_000)).toEqual([1, expect.any(Number), 168]);
});

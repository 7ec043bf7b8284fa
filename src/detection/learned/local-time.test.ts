import { expect, test } from 'vitest';

import { clockWords, localTimeIn } from './local-time';

const saturday = 6;
const sunday = 0;

test.each([
  ['Europe/Berlin', '2026-03-29T00:59:00Z', '01:59', sunday],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', '03:00', sunday],
  ['Europe/Berlin', '2026-10-25T00:59:00Z', '02:59', sunday],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', '02:00', sunday],
  ['America/New_York', '2026-11-01T06:00:00Z', '01:00', sunday],
  ['America/New_York', '2026-03-08T04:59:00Z', '23:59', saturday],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '01:30', sunday],
  ['Asia/Kathmandu', '2026-06-06T18:15:00Z', '00:00', sunday],
  ['UTC', '2026-06-07T00:00:00Z', '00:00', sunday],
])('a clock in %s shows at %s %s', (timeZone, at, clock, weekday) => {
  const local = localTimeIn(timeZone)(Date.parse(at));
  expect([clockWords(local.minute), local.weekday]).toEqual([clock, weekday]);
});

test('without a zone the clock is that of this machine', () => {
  const at = Date.UTC(2026, 5, 7, 12);
  const here = new Date(at);
  expect(localTimeIn()(at).minute).toBe(here.getHours() * 60 + here.getMinutes());
});

test('the first and the last moment that can be told have a minute too', () => {
  for (const at of [0, 8.64e15]) expect(localTimeIn('Pacific/Kiritimati')(at).minute).toBeGreaterThanOrEqual(0);
});

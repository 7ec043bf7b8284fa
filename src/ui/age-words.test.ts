import { expect, test } from 'vitest';

import { ageInWords, exactSince, exactTime } from './age-words';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const days = 24 * hours;

test.each([
  [-5 * seconds, 'just now'],
  [0, 'just now'],
  [44 * seconds, 'just now'],
  [45 * seconds, '1 min ago'],
  [3 * minutes, '3 min ago'],
  [59.6 * minutes, '59 min ago'],
  [60 * minutes, '1 h ago'],
  [23.9 * hours, '23 h ago'],
  [24 * hours, '1 day ago'],
  [5 * days, '5 days ago'],
])('%d ms is %s', (age, words) => {
  expect(ageInWords(1_000 * days, 1_000 * days + age)).toBe(words);
});

test('the exact time is there for those who want it', () => {
  expect(exactTime(Date.UTC(2026, 10, 24, 14, 2, 31), 'en-GB')).toMatch(/2026.*:02:31/);
});

test('beside an age the day stands only where it is another', () => {
  const at = new Date(2026, 10, 24, 14, 2, 31).getTime();
  expect(exactSince(at, at + 9 * hours, 'en-GB')).toBe('14:02:31');
  expect(exactSince(at, at + 10 * hours, 'en-GB')).toBe(exactTime(at, 'en-GB'));
});

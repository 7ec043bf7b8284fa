import { expect, test } from 'vitest';

import { ageState, ageWords } from './age';

const day = 86_400_000;
const now = 1_000 * day;

test.each([
  ['device', 10, 'fine', null],
  ['device', 335, 'due-soon', 'Should be replaced within 30 days'],
  ['device', 364, 'due-soon', 'Should be replaced within 1 day'],
  ['device', 365, 'overdue', '365 days old: it should be replaced after 365'],
  ['administrator', 200, 'overdue', '200 days old: it should be replaced after 180'],
  ['person', 200, 'fine', null],
] as const)('the password of a %s that is %d days old: %s', (kind, days, state, words) => {
  expect(ageState(kind, now - days * day, now)).toBe(state);
  expect(ageWords(kind, now - days * day, now)).toBe(words);
});

test('an age that nobody wrote down, or that lies in the future, is unknown and not new', () => {
  expect(ageState('person', null, now)).toBe('unknown');
  expect(ageState('person', now + 2 * day, now)).toBe('unknown');
  expect(ageWords('person', null, now)).toBe('Nobody wrote down when it was made');
});

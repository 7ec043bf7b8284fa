import { expect, test } from 'vitest';

import { ageState, ageWords, defaultTerms } from './age';
import { withTerm } from './age-record';

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
  expect(ageState(kind, now - days * day, now, defaultTerms)).toBe(state);
  expect(ageWords(kind, now - days * day, now, defaultTerms)).toBe(words);
});

test('an age that nobody wrote down, or that lies in the future, is unknown and not new', () => {
  expect(ageState('person', null, now, defaultTerms)).toBe('unknown');
  expect(ageState('person', now + 2 * day, now, defaultTerms)).toBe('unknown');
  expect(ageWords('person', null, now, defaultTerms)).toBe('Nobody wrote down when it was made');
});

test('a home has terms of its own, and may let something grow as old as it likes', () => {
  const terms = withTerm(defaultTerms, 'device', null);
  expect(terms && ageState('device', now - 900 * day, now, terms)).toBe('fine');
  expect(terms && ageState('person', now - 900 * day, now, terms)).toBe('overdue');
  expect(withTerm(defaultTerms, 'person', 90)).toEqual({ ...defaultTerms, person: 90 });
});

test.each([0, -1, 1.5, 3651, Number.NaN])('%d days are no term', (days) => {
  expect(withTerm(defaultTerms, 'device', days)).toBeNull();
});

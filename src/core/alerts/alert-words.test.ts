import { expect, test } from 'vitest';

import { alertOf } from './alert.testing';
import { adviceOn, newsWords, spokenTitle } from './alert-words';
import { wellAgainWords } from './danger-over';

test.each([
  ['The front door was forced', 'Warning: The front door was forced.'],
  ['Somebody speaks through it. Was it one of you?', 'Warning: Somebody speaks through it. Was it one of you?'],
  ['A code is too old and should be changed.', 'Warning: A code is too old and should be changed.'],
])('a title is read out with one mark at its end: %s', (title, spoken) => {
  expect(spokenTitle({ severity: 'warning', title })).toBe(spoken);
});

test('what to do about an old password is true of a person’s too, which ends at once', () => {
  expect(adviceOn(alertOf({ class: 'credential_overdue', device: null, subject: 'login' }))).toMatch(
    /device keeps its old password until .* that of a person .* ends at once/,
  );
});

test('an alarm that goes off is no fire: what to do is said of each', () => {
  const advice = (subject: string) => adviceOn(alertOf({ class: 'safety', device: 'panel', subject }));
  expect(advice('panel smoke')).toContain('fire brigade');
  expect(advice('panel gas')).toMatch(/^Touch no switch/);
  expect(advice('panel carbon monoxide')).toContain('cannot be smelt');
  expect(advice('panel water')).toMatch(/^Shut the water off/);
  expect(advice('panel alarm')).toContain('do not go in alone');
  expect(advice('panel glass')).toContain('plate');
  expect(advice('panel emergency')).toContain('ambulance');
});

test('a notification of danger to the house says what to do, and when it is over no more that all have to get out', () => {
  const gas = { class: 'safety', device: 'hall', subject: 'hall gas' } as const;
  const evidence = [{ t: 1_000, topic: 'z', text: wellAgainWords.gas }];
  expect(newsWords(alertOf(gas))).toMatch(/^Touch no switch/);
  expect(newsWords(alertOf({ ...gas, evidence }))).toMatch(/^No sensor reports it now/);
  expect(newsWords(alertOf({ ...gas, subject: 'hall alarm' }))).toBe('Tampered with');
  expect(newsWords(alertOf())).toBe('Tampered with');
});

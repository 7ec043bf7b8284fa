import { expect, test } from 'vitest';

import { alertOf } from './alert.testing';
import { adviceOn, spokenTitle } from './alert-words';

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
  expect(advice('panel alarm')).toContain('do not go in alone');
  expect(advice('panel glass')).toContain('plate');
  expect(advice('panel emergency')).toContain('ambulance');
});

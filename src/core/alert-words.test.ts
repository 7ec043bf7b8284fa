import { expect, test } from 'vitest';

import { adviceOn, spokenTitle } from './alert-words';

test.each([
  ['The front door was forced', 'Warning: The front door was forced.'],
  ['Somebody speaks through it. Was it one of you?', 'Warning: Somebody speaks through it. Was it one of you?'],
  ['A code is too old and should be changed.', 'Warning: A code is too old and should be changed.'],
])('a title is read out with one mark at its end: %s', (title, spoken) => {
  expect(spokenTitle({ severity: 'warning', title })).toBe(spoken);
});

test('what to do about an old password is true of a person’s too, which ends at once', () => {
  expect(adviceOn('credential_overdue')).toMatch(
    /device keeps its old password until .* that of a person .* ends at once/,
  );
});

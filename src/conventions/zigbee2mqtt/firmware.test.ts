import { expect, test } from 'vitest';

import { readUpdate } from './firmware';

test('the file that runs is kept where nobody has asked for a newer one, and nothing where it is not known', () => {
  const neverAsked = { installed_version: -1, latest_version: -1, state: null };
  expect(readUpdate(neverAsked, undefined)).toBeNull();
  expect(readUpdate({ ...neverAsked, installed_version: 16777232 }, undefined)).toEqual({
    type: 'firmware',
    fileInstalled: 16777232,
  });
});

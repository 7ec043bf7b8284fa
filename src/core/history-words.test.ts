import { expect, test } from 'vitest';

import { largeHomeFacts } from './history-words';

test('Settings say what is not kept of a large home, and nothing more of a small one', () => {
  expect(largeHomeFacts({ courses: { kept: 40, of: 40 }, isHomeKept: true })).toEqual([]);
  expect(largeHomeFacts({ courses: { kept: 4_000, of: 5_210 }, isHomeKept: false })).toEqual([
    { label: 'Courses', value: '4,000 of 5,210 courses are kept: in a home of this size the rest is not' },
    {
      label: 'Offline',
      value: 'Your home is not kept for a start without a connection: only one of at most 3,000 devices is',
    },
  ]);
});

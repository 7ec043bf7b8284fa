import { expect, test } from 'vitest';

import { shownName } from './shown-name';

test.each(['Front door', 'דלת ראשית', '🚪', 'a\u200db', '0'])('%s is shown as it is', (name) => {
  expect(shownName({ name, id: 'ha:door' })).toBe(name);
});

test.each(['\u200b\u200b', ' ', '', '\u202e\u2066', '\u3164'])(
  'a name of which nothing can be seen (%j) gives way to the id',
  (name) => {
    expect(shownName({ name, id: 'ha:door' })).toBe('ha:door');
  },
);

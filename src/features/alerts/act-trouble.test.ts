import { expect, test } from 'vitest';

import { actTrouble } from './act-trouble';

const done = { outcome: 'done' } as const;
const gone = { outcome: 'gone' } as const;

test.each([
  ['nothing yet', { isError: false, data: undefined }, null],
  ['what was done', { isError: false, data: done }, null],
  ['an incident that was done with', { isError: false, data: [done, done] }, null],
])('no trouble is told of %s', (_, acting, trouble) => {
  expect(actTrouble(acting)).toBe(trouble);
});

test('who does something with an alert that is gone, or to no session, is told so', () => {
  expect(actTrouble({ isError: false, data: gone })).toMatch(/not there any more/);
  expect(actTrouble({ isError: true, data: undefined })).toMatch(/was not done/);
  expect(actTrouble({ isError: false, data: [done, gone, done] })).toBe(
    '1 of 3 alerts are not there any more; the others were changed.',
  );
});

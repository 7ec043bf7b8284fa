import { expect, test } from 'vitest';

import { columnsShown } from './columns';
import { rememberChoice, rememberedChoice, usualChoice } from './table-choice';

function shelf(kept: string | null = null) {
  let text = kept;
  return () => ({ getItem: () => text, setItem: (_key: string, next: string) => void (text = next) });
}

test('the table comes back as it was arranged', () => {
  const own = shelf();
  const choice = { columns: ['support', 'room'], sort: 'behind', direction: 'descending' } as const;
  rememberChoice(choice, own);
  expect(rememberedChoice(own)).toEqual(choice);
  expect(columnsShown(choice.columns).map(({ id }) => id)).toEqual([
    'select',
    'name',
    'room',
    'support',
    'state',
    'action',
  ]);
});

test.each([
  ['nothing is kept', shelf()],
  ['what is kept is broken', shelf('{')],
  ['what is kept is of another time', shelf('{"columns":["gone"],"sort":"name","direction":"ascending"}')],
  [
    'the browser keeps nothing',
    () => {
      throw new DOMException('The user denied it', 'SecurityError');
    },
  ],
])('it is as usual where %s', (_why, own) => {
  expect(rememberedChoice(own)).toEqual(usualChoice);
  expect(() => rememberChoice(usualChoice, own)).not.toThrow();
});

import { expect, test } from 'vitest';

import { withDepth } from './too-deep';

const said = { topic: 'z/door', reason: 'A state is not a JSON object' };
const message = (text: string) => ({
  topic: 'z/door',
  payload: new TextEncoder().encode(text),
  retained: false,
  at: 0,
});

test('a document that is nested to exhaust a parser is called that', () => {
  expect(withDepth(said, message(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)).reason).toContain(
    'nested deeper than 64',
  );
});

test('any other that cannot be read is what its reader says, however many brackets stand in its texts', () => {
  for (const text of ['{', '', 'x'.repeat(500), `"${'{'.repeat(500)}"`])
    expect(withDepth(said, message(text))).toBe(said);
});

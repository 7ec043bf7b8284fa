import fc from 'fast-check';
import { expect, test } from 'vitest';

import { canBeAnswered, countedUp, mostChanges, mostCounted, wordAfter, type Word } from './last-word';

const now = 1_000_000_000;
const day = 86_400_000;
const words: fc.Arbitrary<Word> = fc.record({
  changes: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: mostChanges - 3, max: mostChanges + 3 })),
  at: fc.oneof(fc.integer({ min: 0, max: now }), fc.integer({ min: now, max: now + 2 * day }), fc.constant(8.64e15)),
});
const wins = (one: Word, other: Word) => (one.changes - other.changes || one.at - other.at) > 0;

test('whatever was said and could be heard, a word after it wins, and can be answered too', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: now, max: now + 9 }), (before, later) => {
      if (!canBeAnswered(before, now)) return;
      const word = wordAfter(before, later);
      expect(wins(word, before)).toBe(true);
      // it is said a moment later, in which a clock goes on too
      expect(canBeAnswered(word, later + 1)).toBe(true);
    }),
  );
});

test('below the end of the counter no clock matters', () => {
  expect(wordAfter(null, 5)).toEqual({ changes: 1, at: 5 });
  expect(wordAfter({ changes: 1, at: 9_000 }, 5)).toEqual({ changes: 2, at: 5 });
  expect(canBeAnswered({ changes: mostChanges - 1, at: 8.64e15 }, now)).toBe(true);
});

test('what is counted has an end', () => {
  expect([countedUp(1, 1), countedUp(mostCounted, 1)]).toEqual([2, mostCounted]);
});

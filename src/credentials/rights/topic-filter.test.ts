import fc from 'fast-check';
import { expect, test } from 'vitest';

import { covers as matches } from '@/broker/topic';

import { coversFilter, meet, topicIn } from './topic-filter';

const level = fc.constantFrom('a', 'b', '+');
const filter = fc
  .tuple(fc.array(level, { maxLength: 3 }), fc.boolean())
  .map(([levels, open]) => (open || levels.length === 0 ? [...levels, '#'] : levels).join('/'));

/** All topics of up to four levels of three names; `c` is named by no filter. */
const names = ['a', 'b', 'c'];
const topics = [1, 2, 3, 4].flatMap((depth) =>
  Array.from({ length: depth }).reduce<string[]>(
    (all) => (all.length === 0 ? names : all.flatMap((one) => names.map((name) => `${one}/${name}`))),
    [],
  ),
);

test('what two filters have in common are the topics that match both', () => {
  fc.assert(
    fc.property(filter, filter, (one, other) => {
      const common = meet(one, other);
      const both = topics.filter((topic) => matches(one, topic) && matches(other, topic));
      expect(topics.filter((topic) => common !== null && matches(common, topic))).toEqual(both);
    }),
  );
});

test('a topic is found wherever the others leave one over', () => {
  fc.assert(
    fc.property(filter, fc.array(filter, { maxLength: 4 }), (wanted, without) => {
      const found = topicIn(wanted, without, matches);
      const left = topics.filter((topic) => matches(wanted, topic) && !without.some((one) => matches(one, topic)));
      if (found === null) expect(left).toEqual([]);
      expect(found === null || matches(wanted, found)).toBe(true);
      expect(without.filter((one) => found !== null && matches(one, found))).toEqual([]);
    }),
  );
});

test.each([
  ['a/#', 'a', 'a'],
  ['#', '$SYS/#', null],
  ['+/b', '$x/b', null],
  ['$SYS/#', '$SYS/broker/+', '$SYS/broker/+'],
  ['a//b', 'a/+/b', 'a//b'],
  ['+', '/', null],
])('%s and %s have %s in common', (one, other, common) => {
  expect(meet(one, other)).toBe(common);
  expect(meet(other, one)).toBe(common);
});

test.each([
  ['#', '$CONTROL/#', true],
  ['a/+', 'a/b', true],
  ['a/+', 'a/#', false],
  ['a/#', 'a/+/c', true],
  ['a/#', 'a', true],
  ['+/#', '#', true],
  ['+', '#', false],
])('a right to %s covers a subscription to %s: %s', (pattern, wanted, is) => {
  expect(coversFilter(pattern, wanted)).toBe(is);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { covers } from '@/broker/topic';
import type { Message } from '@/core/message';

import { openRememberedTopics } from './remembered-topics';

const roomy = { mostTopics: 1000, mostBytes: 1000 };
const said = (topic: string, bytes = 1, at = 0): Message => ({
  topic,
  payload: new Uint8Array(bytes),
  retained: true,
  at,
});

test('a filter finds what it covers, in the order in which it was said', () => {
  const level = fc.constantFrom('a', 'b', '', '$s');
  const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
  const filter = fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b', '', '$s', '+'), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '/#'),
    )
    .map(([levels, end]) => levels.join('/') + end);
  const step = fc.tuple(topic, fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.oneof(filter, fc.constant('#')), (steps, wanted) => {
      const remembered = openRememberedTopics(roomy);
      const naive = new Map<string, Message>();
      steps.forEach(([name, isTakenBack], at) => {
        naive.delete(name);
        if (isTakenBack) return remembered.remove(name);
        naive.set(name, said(name, 1, at));
        remembered.put(said(name, 1, at));
      });
      expect(remembered.matching(wanted)).toEqual([...naive.values()].filter(({ topic: one }) => covers(wanted, one)));
    }),
    { numRuns: 500 },
  );
});

test('what was said longest ago is forgotten where there are too many topics, or too much is said in them', () => {
  const many = openRememberedTopics({ mostTopics: 2, mostBytes: 1000 });
  for (const topic of ['a', 'b', 'a', 'c']) many.put(said(topic));
  expect(many.matching('#').map(({ topic }) => topic)).toEqual(['a', 'c']);
  const large = openRememberedTopics({ mostTopics: 1000, mostBytes: 100 });
  for (const topic of ['x/a', 'x/b', 'x/b', 'x/c']) large.put(said(topic, 40));
  expect(large.matching('x/+').map(({ topic }) => topic)).toEqual(['x/b', 'x/c']);
  large.put(said('x/d', 101));
  expect(large.matching('#')).toEqual([]);
});

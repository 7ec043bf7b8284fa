import { describe, expect, test } from 'vitest';

import { sizeWords } from '@/core/history-words';
import type { UnknownTopic } from '@/core/unknown-traffic';

import { problemsByConvention } from './problem-groups';
import { groupTopics, rateWords } from './topic-groups';

const topic = (name: string, part: Partial<UnknownTopic> = {}): UnknownTopic => ({
  topic: name,
  form: 'text',
  text: '1',
  whole: true,
  bytes: 1,
  heardAt: null,
  live: 0,
  maybe: null,
  secrets: [],
  ...part,
});

describe('topics that nobody claims', () => {
  test('stand by their first level, those of nobody first', () => {
    const groups = groupTopics([
      topic('a/2', { maybe: 'tasmota' }),
      topic('z/2'),
      topic('z/1', { maybe: 'homie' }),
      topic('a/1', { maybe: 'tasmota' }),
    ]);
    expect(groups.map(({ head, maybe, topics }) => [head, maybe, topics.map((one) => one.topic)])).toEqual([
      ['z', null, ['z/1', 'z/2']],
      ['a', 'tasmota', ['a/1', 'a/2']],
    ]);
  });

  test.each([
    [0, null, 'not heard live, only remembered by the broker'],
    [1, 1, 'heard once'],
    [2, 1, 'heard twice'],
    [3, 1, 'heard 3 times'],
    [60, 1, 'about 20 a minute'],
  ])('%d messages in three minutes: %s, %s', (live, heardAt, words) => {
    expect(rateWords({ live, heardAt }, 0, 180_000)).toBe(words);
  });

  test.each([
    [60, '60 bytes'],
    [12_300, '12 kB'],
    [2_500_000, '2.5 MB'],
  ])('%d bytes are said as %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words));
});

test('problems stand by whose they are, the most frequent first', () => {
  const problem = (by: 'homie' | null, count: number, reason: string) => ({ topic: 't', reason, by, count });
  const groups = problemsByConvention([problem(null, 2, 'a'), problem('homie', 2, 'b'), problem('homie', 5, 'c')]);
  expect(groups.map(({ by, count, problems }) => [by, count, problems.length])).toEqual([
    ['homie', 7, 2],
    [null, 2, 1],
  ]);
});

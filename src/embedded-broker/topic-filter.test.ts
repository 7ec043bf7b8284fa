import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { covers, matches } from './topic-filter';

const level = fc.constantFrom('a', 'b', '', '$SYS');
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 3 }), fc.constantFrom('a', '+', '#', ''))
  .map(([levels, last]) => [...levels, last].join('/'));

/** MQTT 5 §4.7.1 said as a regular expression: the naive answer. */
function naively(wanted: string, told: string): boolean {
  if (told.startsWith('$') !== wanted.startsWith('$')) return false;
  const levels = wanted.split('/').map((one) => (one === '+' ? '[^/]*' : one.replace('$', '\\$')));
  const pattern = levels.at(-1) === '#' ? `${levels.slice(0, -1).join('/')}(/.*)?` : levels.join('/');
  return wanted === '#' || new RegExp(`^${pattern}$`).test(told);
}

describe('a topic filter', () => {
  test('matches exactly what MQTT says it matches', () => {
    fc.assert(fc.property(filter, topic, (wanted, told) => matches(wanted, told) === naively(wanted, told)));
  });

  test.each([
    ['#', 'a/b', true],
    ['#', '$SYS/broker/version', false],
    ['+/b', '$SYS/b', false],
    ['$SYS/#', '$SYS/broker/version', true],
    ['a/#', 'a', true],
    ['a/+', 'a', false],
    ['a/+', 'a/', true],
    ['a/#', 'ab', false],
  ])('%s and the topic %s: %s', (wanted, told, expected) => {
    expect(matches(wanted, told)).toBe(expected);
  });
});

describe('a pattern that is allowed', () => {
  test('never lets a filter through that reaches a topic of the home outside of it', () => {
    fc.assert(
      fc.property(filter, filter, topic, (pattern, wanted, told) => {
        fc.pre(covers(pattern, wanted) && matches(wanted, told) && !told.startsWith('$'));
        return matches(pattern, told);
      }),
    );
  });

  test('covers itself, and every topic of the home that it matches', () => {
    fc.assert(fc.property(filter, (wanted) => covers(wanted, wanted)));
    fc.assert(
      fc.property(filter, topic, (wanted, told) => {
        fc.pre(!told.startsWith('$'));
        return covers(wanted, told) === matches(wanted, told);
      }),
    );
  });

  test.each([
    ['home/#', 'home/+/state', true],
    ['home/#', 'home', true],
    ['home/+/state', 'home/#', false],
    ['home/+', 'home/+/state', false],
    ['home/+/state', 'home/lock/state', true],
    ['home/lock/state', 'home/+/state', false],
    ['+/#', '#', true],
    ['+/+/#', '#', false],
    ['+/state', 'home/#', false],
    // as Mosquitto, which keeps back what then comes
    ['#', '$CONTROL/#', true],
    ['+/broker/version', '$SYS/broker/version', true],
    ['home/#', '$SYS/#', false],
  ])('%s, asked for %s: %s', (pattern, wanted, expected) => {
    expect(covers(pattern, wanted)).toBe(expected);
  });
});

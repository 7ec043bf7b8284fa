import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { coveredBy, covers, isFilter, isTopic } from './topic';

describe('a topic', () => {
  test.each(['home', 'home/door', '/', 'a//b', '$SYS/uptime', 'zigbee2mqtt/Küche/Tür 1', 'a/🔒'])(
    'may be "%s"',
    (topic) => {
      expect(isTopic(topic)).toBe(true);
      expect(isFilter(topic)).toBe(true);
    },
  );

  test.each([
    '',
    'a\u0000b',
    'line\nbreak',
    'c1\u0085',
    'lone\ud800',
    'non\ufffe',
    '\u{1ffff}',
    'x'.repeat(65_536),
    'ü'.repeat(32_768),
    'a/'.repeat(201),
  ])('that a broker would cut us for is not spoken (%#)', (topic) => {
    expect(isTopic(topic)).toBe(false);
    expect(isFilter(topic)).toBe(false);
  });

  test.each(['home/+', '#', 'a+b'])('with a wildcard such as "%s" cannot be published to', (topic) => {
    expect(isTopic(topic)).toBe(false);
  });
});

describe('a filter', () => {
  test.each(['#', '+', 'home/#', 'home/+/state', '+/+', '/+', '$SYS/#'])('may be "%s"', (filter) => {
    expect(isFilter(filter)).toBe(true);
  });
  test.each(['home#', 'home/#/x', '##', 'a+/b', '+a', '++'])('may not be "%s"', (filter) => {
    expect(isFilter(filter)).toBe(false);
  });

  test.each([
    // MQTT 5 §4.7.1.2, §4.7.1.3 and §4.7.2
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/uptime', false],
    ['+/uptime', '$SYS/uptime', false],
    ['$SYS/#', '$SYS/uptime', true],
    ['sport', 'sport/tennis', false],
    ['sport/tennis', 'sport', false],
  ])('"%s" and the topic "%s": %s', (filter, topic, answer) => {
    expect(covers(filter, topic)).toBe(answer);
  });

  test('without wildcards covers its own topic only', () => {
    const name = fc
      .array(fc.constantFrom('a', 'b', ''), { minLength: 1, maxLength: 4 })
      .map((levels) => levels.join('/'));
    fc.assert(fc.property(name, name, (filter, topic) => covers(filter, topic) === (filter === topic)));
  });

  test('many filters cover what one of them covers', () => {
    const levels = (...names: readonly string[]) =>
      fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const filter = fc.oneof(
      levels('a', 'b', '', '+', '$S'),
      levels('a', '+', '$S').map((name) => `${name}/#`),
      fc.constant('#'),
    );
    fc.assert(
      fc.property(fc.array(filter, { maxLength: 6 }), levels('a', 'b', '', '$S'), (filters, topic) => {
        expect(coveredBy(filters)(topic)).toBe(filters.some((one) => covers(one, topic)));
      }),
      { numRuns: 1_000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { differenceOf } from './message-difference';

describe('how a message differs from the one before it on its topic', () => {
  test('is told field by field, also deep inside', () => {
    const before = '{"battery":64,"state":"LOCK","update":{"state":"idle","installed_version":3}}';
    const after = '{"battery":63,"state":"LOCK","update":{"state":"idle","installed_version":4},"tamper":false}';
    expect(differenceOf(before, after)).toEqual({
      kind: 'fields',
      more: 0,
      fields: [
        { path: 'battery', before: '64', after: '63' },
        { path: 'update.installed_version', before: '3', after: '4' },
        { path: 'tamper', before: null, after: 'false' },
      ],
    });
  });

  test('tells a field that is gone, and one that became something else', () => {
    expect(differenceOf('{"a":1,"b":2}', '{"a":{"c":1}}')).toMatchObject({
      fields: [
        { path: 'a', before: '1', after: '{"c":1}' },
        { path: 'b', before: '2', after: null },
      ],
    });
  });

  test.each([
    ['{"a":1,"b":2}', '{"b":2,"a":1}', 'same'],
    ['{"a":[1,2]}', '{ "a": [1, 2] }', 'same'],
    ['ON', 'ON', 'same'],
    ['ON', 'OFF', 'whole'],
    ['{"a":', '{"a":1}', 'whole'],
    ['64', '{"a":1}', 'whole'],
  ])('of %s and %s is %s', (before, after, kind) => {
    expect(differenceOf(before, after).kind).toBe(kind);
  });

  test('is bounded, and says how much more there is', () => {
    const many = (value: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [n, value])));
    expect(differenceOf(many(1), many(2))).toMatchObject({ more: 76 });
    const long = differenceOf('{"a":""}', `{"a":"${'x'.repeat(3_000)}"}`);
    expect(JSON.stringify(long).length).toBeLessThan(300);
  });

  test('two long values that differ at their end only do differ', () => {
    const value = (end: string) => JSON.stringify({ a: `${'x'.repeat(200)}${end}` });
    expect(differenceOf(value('1'), value('2')).kind).toBe('fields');
  });

  test.each(['{"__proto__":{"a":1}}', '{"constructor":1}', '['.repeat(2_000) + ']'.repeat(2_000), '{"a":NaN}'])(
    'hostile payloads are compared like any other: %#',
    (payload) => {
      expect(differenceOf('{}', payload).kind).toMatch(/fields|whole/);
      expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
    },
  );

  test('no two texts make it throw, and every text is the same as itself', () => {
    const text = fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"a":', '[[[[', '\ud800', ''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        differenceOf(before, after);
        expect(differenceOf(after, after).kind).toBe('same');
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shed, shedCamera, shedTemperature } from '@/conventions/mapped/examples.testing';

import { readMapping, readMappings, writeMappings } from './mapping-document';

const all = [shed, shedCamera, shedTemperature];
const file = (mapping: object) =>
  JSON.stringify({ format: 'gatehouse-mappings/1', mappings: [{ ...shed, ...mapping }] });
const [first] = shed.readings;

describe('a file of mappings', () => {
  test('that was written is read as it was', () => {
    expect(readMappings(writeMappings(all))).toEqual({ outcome: 'read', mappings: all });
    expect(readMappings(writeMappings([]))).toEqual({ outcome: 'read', mappings: [] });
  });

  test.each<[string, string, RegExp]>([
    ['is no JSON', 'oh', /not JSON/],
    ['is of another sort', '{"format":"x","mappings":[]}', /^format must be/],
    ['is a list', '[]', /^format/],
    ['has a kind that nobody knows', file({ kind: 'spaceship' }), /^mappings\.0\.kind is no kind/],
    ['has no name', file({ name: ' ' }), /^mappings\.0\.name is empty/],
    ['has no readings', file({ readings: [] }), /^mappings\.0\.readings are missing/],
    ['listens to everything', file({ readings: [{ ...first, topic: '#' }] }), /readings\.0\.topic is no topic/],
    ['publishes to a wildcard', file({ command: { topic: 'a/+', payloads: [] } }), /command\.topic is no topic/],
    [
      'means what does not belong together',
      file({ readings: [{ ...first, values: [{ value: '1', means: 'open' }] }] }),
      /names a meaning that does not belong/,
    ],
    ['is too large', 'x'.repeat(5_000_000), /larger than 4 MB/],
  ])('that %s is refused with the place', (_why, text, reason) => {
    expect(readMappings(text)).toEqual({ outcome: 'refused', reason: expect.stringMatching(reason) });
  });

  test('whatever stands in it, it is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(['read', 'refused']).toContain(readMappings(text).outcome);
      }),
    );
  });

  test('one that a browser remembers is read the same way, or left out', () => {
    expect(readMapping(shed)).toEqual(shed);
    for (const strange of [null, [], 'x', { ...shed, readings: {} }, JSON.parse('{"__proto__":{"kind":"lock"}}')]) {
      expect(readMapping(strange)).toBeNull();
    }
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CodeOwner } from '@/core/codes/code-owner';

import { noNames, overdue, readNames, withOwner, withoutOwner, writeNames } from './names';

const anna: CodeOwner = { device: 'ieee:1', slot: 4, person: 'Anna', since: 5, until: null, endedBy: 'gatehouse' };
const bytes = (text: string) => new TextEncoder().encode(text);

test('what is written is read again, and what others keep in the same document stays', () => {
  const before = readNames(bytes('{"rooms":{"ieee:1":"Hall"}}')) ?? noNames;
  const text = writeNames(withOwner(before, anna));
  expect(JSON.parse(text)).toEqual({ rooms: { 'ieee:1': 'Hall' }, codes: [anna] });
  expect(readNames(bytes(text))?.codes).toEqual([anna]);
});

test('a place has one owner, the last who was named', () => {
  const names = withOwner(withOwner(noNames, anna), { ...anna, person: 'Ben' });
  expect(names.codes.map(({ person }) => person)).toEqual(['Ben']);
  expect(withoutOwner(names, 'ieee:1', 4).codes).toEqual([]);
});

test('a code whose time is over is due, where the lock does not end it itself', () => {
  const names = [
    anna,
    { ...anna, slot: 5, until: 10 },
    { ...anna, slot: 6, until: 10, endedBy: 'lock' as const },
  ].reduce(withOwner, noNames);
  expect(overdue(names, 10).map(({ slot }) => slot)).toEqual([5]);
  expect(overdue(names, 9)).toEqual([]);
});

test('whatever stands on the topic, nothing is thrown, nothing grows, and no prototype is touched', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), fc.string(), fc.constant('{"__proto__":{"codes":1},"codes":[null,{}]}')),
      (text) => {
        readNames(bytes(text));
        expect(Object.keys(Object.prototype)).toEqual([]);
      },
    ),
  );
  const many = JSON.stringify({ codes: Array.from({ length: 900 }, (_, slot) => ({ ...anna, slot })) });
  expect(readNames(bytes(many))?.codes.length ?? 0).toBeLessThanOrEqual(500);
  expect(readNames(bytes(`{"codes":[],"x":"${'y'.repeat(70_000)}"}`))).toBeNull();
});

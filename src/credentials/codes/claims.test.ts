import fc from 'fast-check';
import { expect, test } from 'vitest';

import { claimOn, claimsOf, withClaim, withoutClaims } from './claims';
import { noNames, readNames, withOwner, writeNames } from './names';

const anna = { device: 'door', slot: 4, person: 'Anna', since: 5, until: null, endedBy: 'gatehouse' } as const;
const again = (text: string) => readNames(new TextEncoder().encode(text)) ?? noNames;

test('a claim stands beside the names, and goes without a trace', () => {
  const before = withOwner(noNames, anna);
  const claimed = withClaim(before, { device: 'door', slot: 5, by: 'c1' });
  expect(claimsOf(again(writeNames(claimed)))).toEqual([{ device: 'door', slot: 5, by: 'c1' }]);
  expect(again(writeNames(claimed)).codes).toEqual([anna]);
  expect(writeNames(withoutClaims(claimed, ({ by }) => by === 'c1'))).toBe(writeNames(before));
});

test('a place has one claim, the last, and another lock has places of its own', () => {
  const claims = ['c1', 'c2'].map((by) => ({ device: 'door', slot: 5, by }));
  const names = [...claims, { device: 'gate', slot: 5, by: 'c3' }].reduce(withClaim, noNames);
  expect(claimOn(names, { device: 'door', slot: 5 })?.by).toBe('c2');
  expect(claimOn(names, { device: 'gate', slot: 5 })?.by).toBe('c3');
  expect(claimOn(names, { device: 'gate', slot: 6 })).toBeUndefined();
});

test('whatever stands there for claims, nothing is thrown and nothing grows', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      claimsOf(again(`{"codes":[],"claims":${text}}`));
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
  );
  const many = Array.from({ length: 400 }, (_, slot) => ({ device: 'door', slot, by: 'c' }));
  expect(claimsOf(again(JSON.stringify({ claims: many })))).toHaveLength(60);
});

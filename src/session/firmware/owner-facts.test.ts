import { expect, test } from 'vitest';

import type { OwnerFact } from '@/core/firmware/advisory';

import { factsIn, withFact, withoutFact } from './owner-facts';

const nothing = { supportEnds: null, affected: null, fixed: null };
const about = { ...nothing, vendor: 'Example', model: 'EX-1', cve: 'CVE-2031-0001', source: 'a letter' };
const kept = (facts: readonly OwnerFact[], fact: OwnerFact) => {
  const after = withFact(facts, fact);
  if ('refused' in after) throw new Error(after.refused);
  return after.facts;
};

test('whether a model is meant is kept beside its versions, and the later word about either counts', () => {
  const versions = { ...about, affected: { from: null, through: '1.9' } };
  const both = kept(kept([], { ...about, meant: false }), versions);
  expect(both).toHaveLength(2);
  const after = kept(both, { ...about, meant: true });
  expect(after).toEqual([versions, { ...about, meant: true }]);
  expect(factsIn(JSON.parse(JSON.stringify(after)))).toEqual(after);
  expect(withoutFact(after, { ...about, meant: true })).toEqual([versions]);
});

test('what says nothing is not kept, and neither is a range without an end', () => {
  expect(withFact([], about)).toEqual({ refused: 'It says nothing yet.' });
  expect(withFact([], { ...about, affected: { from: null, through: null } })).toEqual({
    refused: 'It says nothing yet.',
  });
});

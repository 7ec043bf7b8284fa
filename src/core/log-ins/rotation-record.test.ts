import fc from 'fast-check';
import { expect, test } from 'vitest';

import { withRecords, type RotationRecord } from './rotation-record';

const record = (id: string, more: Partial<RotationRecord> = {}): RotationRecord => ({
  id,
  account: 'porch',
  device: null,
  name: 'Porch camera',
  way: null,
  by: null,
  at: 5,
  outcome: 'replaced',
  sentence: 'It has its new password.',
  source: 'told',
  ...more,
});

test('a rotation stands there once: what this browser did goes before what others tell, and keeps what only they know', () => {
  const told = record('r1', { way: 'two-slots', sentence: 'Whatever.', by: 'mallory' });
  const inAccounts = record('r1', { source: 'accounts', by: 'anna', at: 4 });
  expect(withRecords([told], [inAccounts])).toEqual([{ ...inAccounts, way: 'two-slots' }]);
  const here = record('r1', { source: 'here', by: 'anna' });
  expect(withRecords(withRecords([here], [told]), [inAccounts])).toEqual([{ ...here, way: 'two-slots' }]);
});

test('whoever fills the broker with rotations that never were crowds out nothing that was seen here', () => {
  const here = Array.from({ length: 50 }, (_, index) => record(`here-${index}`, { source: 'here', at: index }));
  const told = Array.from({ length: 2_000 }, (_, index) => record(`told-${index}`, { at: 1_000 + index }));
  const all = withRecords(here, told);
  expect(all.filter(({ source }) => source === 'here')).toHaveLength(50);
  expect(all).toHaveLength(150);
});

test('it is sorted and bounded, and adding the same again changes nothing', () => {
  const some = fc.array(
    fc.record({ id: fc.string({ maxLength: 2 }), at: fc.nat(), source: fc.constantFrom('here', 'accounts', 'told') }),
  );
  fc.assert(
    fc.property(some, some, (one, other) => {
      const all = withRecords(
        one.map(({ id, ...more }) => record(id, more as Partial<RotationRecord>)),
        other.map(({ id, ...more }) => record(id, more as Partial<RotationRecord>)),
      );
      expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => b - a));
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      expect(withRecords(all, all)).toEqual(all);
    }),
  );
});

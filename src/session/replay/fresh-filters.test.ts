import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Reader } from '@/conventions/convention';
import { openPlainReader } from '@/conventions/plain-reader';
import { openWanted } from '@/conventions/wanted';

import { openFreshFilters } from './fresh-filters';

/** A reader that wants what it is told to want, and how often it was asked for it. */
function openWanting(wanted: readonly string[] = []) {
  let filters = wanted;
  let revision = 0;
  let asked = 0;
  const reader: Reader = openPlainReader(
    {
      convention: 'homie',
      read: () => null,
      encode: () => null,
      filters() {
        asked += 1;
        return filters;
      },
    },
    () => revision,
  );
  return {
    reader,
    asked: () => asked,
    want(next: readonly string[]) {
      filters = next;
      revision += 1;
    },
  };
}

test('nobody who says what changed of it is asked for all that it wants', () => {
  const wanted = openWanted(['a']);
  let asked = 0;
  const reader: Reader = openPlainReader(
    {
      convention: 'wled',
      read: () => null,
      encode: () => null,
      filtersSince: wanted.since,
      filters() {
        asked += 1;
        return wanted.list();
      },
    },
    () => wanted.revision,
  );
  const fresh = openFreshFilters([reader]);
  expect(fresh()).toEqual(['a']);
  wanted.add(['b', 'c']);
  wanted.touch();
  wanted.drop(['b']);
  expect(fresh()).toEqual(['c']);
  wanted.add(['b']);
  expect(fresh()).toEqual(['b']);
  expect(asked).toBe(1);
});

test('what nobody wanted before is fresh, also where more changed than is remembered', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 3 });
  const change = fc.record({ place: fc.nat(1), add: fc.boolean(), names });
  const changes = fc.oneof(fc.array(change, { maxLength: 3 }), fc.array(change, { minLength: 66, maxLength: 70 }));
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 8 }), (looks) => {
      const all = [openWanted(['a']), openWanted(['b'])];
      const readers = all.map((one) =>
        openPlainReader(
          {
            convention: 'wled',
            read: () => null,
            encode: () => null,
            filters: one.list,
            filtersSince: one.since,
          },
          () => one.revision,
        ),
      );
      const fresh = openFreshFilters(readers);
      let before = new Set(fresh());
      for (const steps of looks) {
        for (const { place, add, names } of steps) all[place]?.[add ? 'add' : 'drop'](names);
        const now = new Set(readers.flatMap((reader) => reader.filters()));
        expect(fresh().toSorted()).toEqual([...now].filter((filter) => !before.has(filter)).toSorted());
        before = now;
      }
    }),
  );
});

test('what nobody wanted before is fresh, whatever came, went and was wanted twice', () => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), list), { maxLength: 20 }), (steps) => {
      const readers = [openWanting(), openWanting(), openWanting()];
      const fresh = openFreshFilters(readers.map(({ reader }) => reader));
      let before = new Set(fresh());
      for (const [place, wanted] of steps) {
        readers[place]?.want(wanted);
        const now = new Set(readers.flatMap(({ reader }) => reader.filters()));
        expect(fresh()).toEqual([...now].filter((filter) => !before.has(filter)));
        before = now;
      }
    }),
  );
});

test('only who has learned something is asked', () => {
  const [one, other] = [openWanting(['a']), openWanting(['b'])];
  const fresh = openFreshFilters([one.reader, other.reader]);
  expect(fresh()).toEqual(['a', 'b']);
  other.want(['b', 'c']);
  expect([fresh(), fresh()]).toEqual([['c'], []]);
  expect([one.asked(), other.asked()]).toEqual([1, 2]);
});

test('whoever takes the place of another reader is asked, though both have learned as much', () => {
  const readers = [openWanting(['a']).reader];
  const fresh = openFreshFilters(readers);
  fresh();
  readers[0] = openWanting(['a', 'b']).reader;
  expect(fresh()).toEqual(['b']);
});

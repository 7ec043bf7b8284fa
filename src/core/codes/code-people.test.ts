import { expect, test } from 'vitest';

import type { CodeOwner } from './code-owner';
import { peopleWithCodes } from './code-people';
import type { Device } from '../device';
import { emptyDevice } from '../fold/device-merge';
import type { CodeSlot, LockCodes } from './lock-code';

const keeping: Omit<LockCodes, 'slots'> = {
  rules: { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' },
  firstSlot: 1,
  capacity: null,
  places: 'chosen',
  nameBytes: null,
  keepsEnds: false,
};
const slot = (number: number, part: Partial<CodeSlot> = {}): CodeSlot => ({
  slot: number,
  use: 'used',
  name: null,
  createdAt: null,
  until: null,
  changedAt: null,
  at: 1_000_000,
  retained: false,
  ...part,
});
const lock = (id: string, slots: readonly CodeSlot[], more: Partial<LockCodes> = {}): Device => ({
  ...emptyDevice(id),
  name: id,
  codes: { ...keeping, ...more, slots },
});
const owner = (device: string, number: number, person: string, since = 1_000_000): CodeOwner => ({
  device,
  slot: number,
  person,
  since,
  until: null,
  endedBy: 'gatehouse',
});

test('a person is one, on however many locks', () => {
  const devices = [lock('front', [slot(3)]), lock('back', [slot(7)])];
  const { people, nameless } = peopleWithCodes(devices, [owner('front', 3, 'Anna'), owner('back', 7, 'Anna')]);
  expect(people).toHaveLength(1);
  expect(people[0]?.places.map((place) => [place.lock, place.found])).toEqual([
    ['front', 'there'],
    ['back', 'there'],
  ]);
  expect(nameless).toEqual([]);
});

test('a name that the lock keeps itself counts, unless people here gave another', () => {
  const device = lock('nuki', [slot(3, { name: 'Cleaner', createdAt: 7 }), slot(4, { name: 'x' })]);
  const { people } = peopleWithCodes([device], [owner('nuki', 4, 'Ben')]);
  expect(people.map(({ person, places }) => [person, places[0]?.since])).toEqual([
    ['Ben', 1_000_000],
    ['Cleaner', 7],
  ]);
});

test('a code of nobody is listed, and so is one that was emptied or filled anew by somebody else', () => {
  const later = 1_000_000 + 120_000;
  const device = lock('front', [slot(1), slot(2, { use: 'free' }), slot(3, { changedAt: later })]);
  const owners = [owner('front', 2, 'Anna'), owner('front', 3, 'Ben'), owner('front', 9, 'Cleo')];
  const { people, nameless } = peopleWithCodes([device], owners);
  expect(nameless.map((one) => one.slot)).toEqual([1]);
  expect(people.map(({ person, places }) => [person, places[0]?.found])).toEqual([
    ['Anna', 'gone'],
    ['Ben', 'changed'],
    ['Cleo', 'unknown'],
  ]);
});

test('what we set ourselves a moment ago is no change by somebody else', () => {
  const device = lock('front', [slot(3, { changedAt: 1_000_400 })]);
  expect(peopleWithCodes([device], [owner('front', 3, 'Ben')]).people[0]?.places[0]?.found).toBe('there');
});

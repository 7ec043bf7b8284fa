import { expect, test } from 'vitest';

import type { CodeOwner } from '@/core/codes/code-owner';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { CodeSlot, SlotUse } from '@/core/codes/lock-code';

import { driftOf } from './drift';

const rules = { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' };
const keeping = { rules, firstSlot: 1, capacity: 20, places: 'chosen', nameBytes: null, keepsEnds: false } as const;

const slot = (number: number, use: SlotUse, changedAt: number | null = null): CodeSlot => ({
  slot: number,
  use,
  name: null,
  createdAt: null,
  until: null,
  changedAt,
  at: 5,
  retained: false,
});
const door = (...slots: readonly CodeSlot[]): Device => ({
  ...emptyDevice('door'),
  name: 'Front door',
  codes: { ...keeping, slots },
});
const anna: CodeOwner = { device: 'door', slot: 1, person: 'Anna', since: 1, until: null, endedBy: 'gatehouse' };

const words = (device: Device, ...owners: readonly CodeOwner[]) =>
  driftOf([device], owners).map(({ slot: place, title }) => `${place}: ${title}`);

test('a lock that has what people wrote down has no drift', () => {
  expect(words(door(slot(1, 'used'), slot(2, 'free')), anna)).toEqual([]);
});

test('the codes that a home had before anybody named one are no drift', () => {
  expect(words(door(slot(1, 'used'), slot(2, 'used')))).toEqual([]);
});

test('a code that nobody named is told where others are named, and where it was seen to come', () => {
  const told = expect.stringContaining('2: Front door has a code in place 2 that nobody here has given a name.');
  expect(words(door(slot(1, 'used'), slot(2, 'used')), anna)).toEqual([told]);
  expect(words(door(slot(2, 'used', 9)))).toEqual([told]);
});

test('a code that somebody took out at the lock, or changed there, is told', () => {
  expect(words(door(slot(1, 'free')), anna)).toEqual([expect.stringContaining('no code for Anna any more')]);
  expect(words(door(slot(1, 'used', 200_000)), anna)).toEqual([expect.stringContaining('Somebody else changed')]);
});

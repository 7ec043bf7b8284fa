import { expect, test } from 'vitest';

import type { CodeOwner } from '@/core/codes/code-owner';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { SlotUse } from '@/core/codes/lock-code';
import { firstSeen, looks } from '@/core/looks.testing';

import { codeOverdue, type CodeAges } from './code-overdue';
import { signalsOf } from './finding';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);
const rules = { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' };
const keeping = { rules, firstSlot: 1, capacity: 9, places: 'chosen', nameBytes: null, keepsEnds: false } as const;
const place = (slot: number, use: SlotUse, changedAt: number | null) => ({
  slot,
  use,
  name: null,
  createdAt: null,
  until: null,
  changedAt,
  at: now,
  retained: false,
});
const owner = (slot: number, daysAgo: number): CodeOwner => ({
  device: 'door',
  slot,
  person: 'Anna',
  since: now - daysAgo * day,
  until: null,
  endedBy: 'gatehouse',
});

function facts(
  use: SlotUse,
  owners: readonly CodeOwner[],
  days: number | null = 90,
  changedAt: number | null = null,
): CodeAges {
  const codes: Device['codes'] = { ...keeping, slots: owners.map(({ slot }) => place(slot, use, changedAt)) };
  return { devices: [{ ...emptyDevice('door'), name: 'Front door', codes }], owners, days, now };
}

const says = {
  y: facts('used', [owner(1, 10)]),
  o: facts('used', [owner(1, 90)]),
  /** she has a new one in another place, and the old one is to be removed yet */
  r: facts('used', [owner(1, 90), owner(2, 0)]),
  f: facts('free', [owner(1, 90)]),
  d: facts('disabled', [owner(1, 90)]),
  /** somebody put another code there at the lock itself */
  c: facts('used', [owner(1, 90)], 90, now - day),
  n: facts('used', [owner(1, 900)], null),
  /** it was given for a week, a month ago */
  w: facts('used', [{ ...owner(1, 30), until: now - 23 * day }]),
  /** its lock ends it by itself */
  l: facts('used', [{ ...owner(1, 30), until: now - 23 * day, endedBy: 'lock' }]),
  g: facts('free', [{ ...owner(1, 30), until: now - 23 * day }]),
};
const look = (seen: CodeAges, alerts: Parameters<typeof signalsOf>[2], at: number) =>
  signalsOf(codeOverdue, seen, alerts, at);
const told = (columns: string) => looks({ columns, says, look });

test('a code that is older than codes may be here is an alert, and over when it was changed, never with the code itself', () => {
  expect(told('yoo-oy')).toEqual({ 'credential_overdue code in place 1 of door': '-i---o' });
  expect(firstSeen({ columns: 'o', says, look })).toMatchObject({
    title: 'The code of Anna on the front door is 90 days old and should be changed.',
    device: 'door',
  });
});

test('a code that was changed just now is none, nor an empty place, one that is switched off, or another code', () => {
  expect(told('r-f-d-c')).toEqual({});
});

test('where codes may be as old as they like none is too old', () => {
  expect(told('on')).toEqual({ 'credential_overdue code in place 1 of door': 'io' });
});

test('a code that was given for a while and was not taken out is an alert until it is gone', () => {
  expect(told('lwwg')).toEqual({ 'credential_overdue code in place 1 of door': '-i-o' });
  expect(firstSeen({ columns: 'w', says, look })?.title).toBe(
    'The code of Anna on the front door was to end and may still open it. Remove it.',
  );
});

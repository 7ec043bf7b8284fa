import { expect, test } from 'vitest';

import { firstSeen, looks } from '@/core/looks.testing';
import { writeSlotNote } from '@/credentials/authority/slot-note';
import { withTerm } from '@/credentials/policies/age-record';

import { defaultTerms } from '../policies/age';
import { credentialOverdue, type PasswordAges } from './credential-overdue';
import { signalsOf } from './finding';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);
const made = (daysAgo: number | null, disabled = false) => ({
  disabled,
  issuedAt: daysAgo === null ? null : now - daysAgo * day,
});
const facts = (
  accounts: PasswordAges['clients'][number]['accounts'],
  more: Partial<PasswordAges> = {},
): PasswordAges => ({
  clients: [{ client: 'anna', device: null, administers: false, accounts }],
  terms: { days: defaultTerms },
  clockDoubt: null,
  now,
  ...more,
});
const says = {
  y: facts([made(100)]),
  o: facts([made(400)]),
  /** the new one is made, and the device has not got it yet */
  r: facts([made(400), made(0.01)]),
  /** the new one was made long ago, and nobody took the old one away */
  s: facts([made(400), made(3)]),
  /** nobody knows whether the other one is newer: its age was not written down, or by a clock that was ahead */
  m: facts([made(400), made(null)]),
  a: facts([made(400), made(-3)]),
  n: facts([made(0.01)]),
  d: facts([made(400, true)]),
  u: facts([made(null)]),
  /** a clock that leapt by two years finds every password old */
  l: facts([made(100)], { now: now + 730 * day, clockDoubt: 'The clock of this computer leapt by 730 days.' }),
  b: facts([made(100)], { now: now - 730 * day, clockDoubt: 'The clock of this computer leapt by 730 days.' }),
  g: { person: { type: 'resolve' } } as const,
};
const look = (seen: PasswordAges, alerts: Parameters<typeof signalsOf>[2], at: number) =>
  signalsOf(credentialOverdue, seen, alerts, at);
const told = (columns: string) => looks({ columns, says, look });
const alert = 'credential_overdue log-in anna';

test('a password that is too old is an alert once, and over when it was replaced', () => {
  expect(told('yyooon')).toEqual({ [alert]: '--i--o' });
  expect(firstSeen({ columns: 'o', says, look })).toMatchObject({
    title: 'The password of anna should have been replaced.',
    evidence: [{ text: '400 days old: it should be replaced after 365 days. It was made on 2025-10-19.' }],
    fix: { kind: 'rotate', label: 'Replace it' },
    lasting: true,
  });
});

test('a fresh password is not old for the certificate that its device has had for a year beside it', () => {
  const note = writeSlotNote({ rot: 'certificate', prev: null, by: 'admin', at: now - 400 * day });
  const certificate = { ...made(400), note };
  const columns = {
    ...says,
    c: facts([certificate, made(3)]),
    e: facts([certificate]),
    p: facts([certificate, made(400)]),
  };
  expect(looks({ columns: 'ycepc', says: columns, look })).toEqual({ [alert]: '---io' });
});

test('what a person closed while it goes on is not raised again, and after it was mended it may be', () => {
  expect(told('ogoono')).toEqual({ [alert]: 'i---oi' });
});

test('a password that was rotated just now is none, nor one that is switched off, or of which nobody knows the age', () => {
  expect(told('nn-dd-uu-y')).toEqual({});
});

test('while a rotation goes on nothing is told, and nothing taken back', () => {
  expect(told('rrn')).toEqual({});
  expect(told('orrn')).toEqual({ [alert]: 'i--o' });
  expect(told('orro')).toEqual({ [alert]: 'i---' });
});

test('an old password that is still good days after its new one was made is told', () => {
  expect(told('rrs')).toEqual({ [alert]: '--i' });
  expect(firstSeen({ columns: 's', says, look })).toMatchObject({
    title: 'The old password of anna is still good beside its new one.',
  });
});

test('a password of which nobody knows the age is not called new', () => {
  for (const columns of ['m', 'a'])
    expect(firstSeen({ columns, says, look })).toMatchObject({
      title: 'The password of anna should have been replaced.',
    });
});

test('a clock that leapt finds none old, and none young again', () => {
  expect(told('ylly')).toEqual({});
  expect(told('obblon')).toEqual({ [alert]: 'i----o' });
});

test('where no administrator is in, nothing is told and nothing is over', () => {
  expect(told('o----o-n')).toEqual({ [alert]: 'i------o' });
});

test('a home says how old they may be, and what administers is to be replaced sooner', () => {
  const months = (days: number | null) =>
    facts([made(100)], { terms: { days: withTerm(defaultTerms, 'person', days)! } }); // both are terms
  expect(looks({ columns: 'mf', says: { m: months(30), f: months(null) }, look })).toEqual({ [alert]: 'io' });
  const [anna] = facts([made(200)]).clients;
  const admin = facts([], { clients: [{ ...anna!, administers: true }] }); // it has one
  const device = facts([], { clients: [{ ...anna!, device: { id: 'cam', name: 'Porch' } }] });
  expect(looks({ columns: 'da', says: { d: device, a: admin }, look })).toEqual({ [alert]: '-i' });
});

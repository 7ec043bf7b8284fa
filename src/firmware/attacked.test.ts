import { expect, test } from 'vitest';

import type { Advisory } from '@/core/firmware/advisory';
import type { Alert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { emptyDevice } from '@/core/fold/device-merge';
import { firstSeen, looks } from '@/core/looks.testing';

import { attackSignals, type Attacked } from './attacked';
import type { Exposure } from './exposure';

const start = Date.UTC(2031, 1, 10, 12);
const porch = { ...emptyDevice('porch'), name: 'Porch camera' };
const advisory = (cve: string, added: string): Advisory => ({
  cve,
  vendor: 'Example',
  product: 'EX-1',
  sort: 'camera',
  models: ['EX-1'],
  families: [],
  added,
  action: 'update',
  ransomware: false,
  affected: null,
  fixed: null,
  supportEnds: null,
  source: 'https://example.org/kev',
  quoted: null,
  origin: 'kev',
});
const concerned = (more: Partial<Exposure> = {}, cve = 'CVE-2031-0001', added = '2031-02-03'): Exposure => ({
  advisory: advisory(cve, added),
  fit: 'exact',
  state: 'check',
  quoted: null,
  byOwner: false,
  meantBy: null,
  ...more,
});
const of = (exposures: readonly Exposure[], more: Partial<Attacked> = {}): readonly Attacked[] => [
  { device: porch, exposures, before: undefined, ...more },
];
const old = concerned({}, 'CVE-2021-0001', '2021-02-03');
const says = {
  '.': of([]),
  c: of([concerned()]),
  a: of([concerned({ state: 'affected' })]),
  p: of([concerned({ fit: 'possibly' })]),
  d: of([concerned({ state: 'affected' })], { device: { ...porch, disabled: true } }),
  o: of([old]),
  b: of([old, concerned()]),
  k: { person: { type: 'acknowledge' } } as const,
  g: { person: { type: 'resolve' } } as const,
};
const look = (looked: readonly Attacked[], alerts: Iterable<Alert>, now: number) => attackSignals(looked, alerts, now);
const told = (columns: string) => looks({ columns, says, look, start });
const alert = 'policy_violation attacked porch';

test('an alert that somebody wrote as milder than it is keeps nothing back', () => {
  const mild = alertOf({ class: 'policy_violation', subject: 'attacked porch', device: 'porch', severity: 'info' });
  expect(look(says.a, [mild], start)).toMatchObject([{ sighting: { subject: mild.subject, severity: 'critical' } }]);
});

test('a device that is known to be attacked is an alert once, and over when a newer version runs', () => {
  expect(told('.cc-.c')).toEqual({ [alert]: '-a--oa' });
  expect(firstSeen({ columns: 'a', says, look, start })).toMatchObject({
    title: 'The porch camera has a weakness that is being attacked',
    severity: 'critical',
    evidence: [{ text: expect.stringContaining('the version that runs has it') as string }],
    fix: { kind: 'show-device' },
  });
});

test('what got worse is told again, whatever was done about it, and what got milder is not', () => {
  expect(told('ckac')).toEqual({ [alert]: 'a-a-' });
  expect(told('cgcac')).toEqual({ [alert]: 'a--a-' });
});

test('one that is only possibly meant, or that somebody switched off, is none', () => {
  expect(told('pp-dd')).toEqual({});
  expect(told('ad')).toEqual({ [alert]: 'ao' });
});

test('what has been so for years is listed and not announced; a fresh one beside it is told on its own', () => {
  expect(told('o')).toEqual({ [alert]: 'i' });
  expect(told('ogbb')).toEqual({ [alert]: 'i---', [`${alert} CVE-2031-0001`]: '--a-' });
});

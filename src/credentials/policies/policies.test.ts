import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';

import type { Decision } from '../admission/standing';
import { hitsOf, wouldRestrict } from './hits';
import { policies, policyNames, policyOf, type PolicyClient, type PolicyFacts } from './policies';
import { openClient } from './policies.testing';

const porch: Device = {
  ...emptyDevice('porch'),
  name: 'Porch camera',
  kind: 'camera',
  login: {
    value: { handOver: 'sealed', username: 'porch.a', clientId: 'porch' },
    at: 0,
    retained: false,
    by: 'gatehouse',
  },
};
const lock: Device = { ...emptyDevice('lock'), name: 'Front door', kind: 'lock' };

/** The same, when somebody has spoken in its name. */
const forged: Device = {
  ...porch,
  proof: {
    value: { last: null, shown: null, refused: null, failedSince: 400 },
    at: 400,
    retained: false,
    by: 'gatehouse',
  },
};

const facts = (clients: readonly PolicyClient[], more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  clients,
  devices: [porch, lock],
  began: true,
  attackedIn: () => [],
  saidToFail: new Set(),
  clockDoubt: null,
  now: 1_000,
  ...more,
});

const words = (name: (typeof policyNames)[number], seen: PolicyFacts) =>
  hitsOf(policyOf(name), seen).map((hit) => hit.words);

test('each policy has a name, and is found by it', () => {
  expect(policies.map(({ name }) => name)).toEqual(policyNames);
});

test('a newcomer would be restricted; who is approved, administers or is held back already would not', () => {
  const seen = facts([
    openClient('plug', { standing: 'new' }),
    openClient('porch', { device: porch }),
    openClient('second', { standing: 'new', administers: true }),
    openClient('rogue', { standing: 'banned' }),
    openClient('bell', { standing: 'new', isHeldBack: true }),
  ]);
  expect(words('newcomers', seen)).toEqual(['plug was not approved yet.', 'second was not approved yet.']);
  expect(wouldRestrict(policyOf('newcomers'), seen)).toEqual(['plug']);
});

test('before anybody said who belongs to the home, nobody is a newcomer', () => {
  const seen = facts([openClient('plug', { standing: 'new' })], { began: false });
  expect(wouldRestrict(policyOf('newcomers'), seen)).toEqual([]);
});

test('a device with a known hole is restricted, one behind a bridge is only named', () => {
  const seen = facts([openClient('porch', { device: porch })], { attackedIn: () => ['CVE-2031-0001'] });
  expect(words('exploited-firmware', seen)).toEqual([
    'The firmware of Porch camera has a hole that is attacked: CVE-2031-0001.',
    'The firmware of Front door has a hole that is attacked: CVE-2031-0001. It has no log-in of its own that could be restricted.',
  ]);
  expect(wouldRestrict(policyOf('exploited-firmware'), seen)).toEqual(['porch']);
});

test('a firmware of which nobody knows anything is not taken for a bad one', () => {
  expect(words('exploited-firmware', facts([openClient('porch', { device: porch })]))).toEqual([]);
});

test('what a person let go, the same policy does not take again, and another one does', () => {
  const decision = { is: 'approved', before: 'approved', by: 'anna', at: 1, why: 'failed-signature', off: [] } as const;
  const seen = facts([openClient('porch', { device: forged, decision })], {
    devices: [forged],
    attackedIn: () => ['CVE-2031-0001'],
  });
  expect(wouldRestrict(policyOf('failed-signature'), seen)).toEqual([]);
  expect(wouldRestrict(policyOf('exploited-firmware'), seen)).toEqual(['porch']);
});

test('what was written of a restriction and never carried out, because a page was closed, was let go by nobody', () => {
  const written = { before: 'approved', by: 'anna', at: 1, why: 'failed-signature', off: [] } as const;
  const restricted = openClient('porch', { device: forged, decision: { ...written, is: 'restricted' } });
  expect(wouldRestrict(policyOf('failed-signature'), facts([restricted], { devices: [forged] }))).toEqual(['porch']);
  const decision = { ...written, is: 'new', before: 'new', why: 'newcomers' } as const;
  const seen = (one: Decision) => facts([openClient('plug', { standing: 'new', decision: one })]);
  expect(wouldRestrict(policyOf('newcomers'), seen({ ...decision, isHeldBack: true }))).toEqual(['plug']);
  expect(wouldRestrict(policyOf('newcomers'), seen(decision))).toEqual([]); // let go
});

test('a device is restricted when a forged message was heard here, not when an alert says so: anybody can write one', () => {
  const heard = facts([openClient('porch', { device: forged })], { devices: [forged, lock] });
  expect(words('failed-signature', heard)).toEqual(['A message in the name of Porch camera had a bad signature.']);
  expect(wouldRestrict(policyOf('failed-signature'), heard)).toEqual(['porch']);

  const said = facts([openClient('porch', { device: porch })], { saidToFail: new Set(['porch']) });
  expect(words('failed-signature', said)).toEqual([
    'An alert says that a message in the name of Porch camera had a bad signature. It was not heard here, so nothing is restricted for it.',
  ]);
  expect(wouldRestrict(policyOf('failed-signature'), said)).toEqual([]);
});

test('a guest who may command a camera is named and would be restricted; one who may not, or is no guest, is not', () => {
  const seen = facts([
    openClient('anna', { roles: ['guest'], commands: ({ id }) => id === 'porch' }),
    openClient('ben', { roles: ['guest'], commands: ({ id }) => id === 'lock' }),
    openClient('carla', { roles: ['member'], commands: () => true }),
  ]);
  expect(words('guests-and-cameras', seen)).toEqual(['anna is a guest and may command Porch camera.']);
  expect(wouldRestrict(policyOf('guests-and-cameras'), seen)).toEqual(['anna']);
});

test('a policy is data: the same rule about other people and other things needs no code', () => {
  const against = { is: 'commands', role: 'member', of: { kinds: ['lock'], name: null } } as const;
  const seen = facts([openClient('carla', { roles: ['member'], commands: () => true })]);
  expect(hitsOf({ against }, seen).map((hit) => hit.words)).toEqual(['carla is a member and may command Front door.']);
});

import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { firstSeen, looks } from '@/core/looks.testing';

import { madePolicy } from '../policies/made-policies';
import { everyDevice, policies, type PolicyClient, type PolicyName, type SetMode } from '../policies/policies';
import { openClient } from '../policies/policies.testing';
import { signalsOf } from './finding';
import { policyViolation, type HomeRules } from './policy-violation';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);
const porch: Device = { ...emptyDevice('porch'), name: 'Porch camera', kind: 'camera' };
const old = madePolicy('made:aged', { is: 'old-login', of: everyDevice, days: 90 });
const guest = (more: Partial<PolicyClient> = {}) =>
  openClient('anna', { roles: ['guest'], commands: ({ id }) => id === 'porch', ...more });
const camera = (daysOld: number) => openClient('porch', { device: porch, madeAt: now - daysOld * day });
const set = (mode: SetMode['mode']): SetMode => ({ mode, by: 'ben', at: 5 });
const letGo = (why: string) => ({ is: 'approved', before: 'approved', by: 'ben', at: 6, why, off: [] }) as const;

function home(clients: readonly PolicyClient[], more: Partial<HomeRules> = {}): HomeRules {
  return {
    clients,
    devices: [porch],
    began: true,
    attackedIn: () => [],
    saidToFail: new Set(),
    clockDoubt: null,
    now,
    policies: [...policies, old],
    modes: new Map(),
    ...more,
  };
}

const modes = (name: PolicyName, mode: SetMode['mode']) => ({ modes: new Map([[name, set(mode)]]) });
const says = {
  '.': home([]),
  x: home([guest()]),
  w: home([guest()], modes('guests-and-cameras', 'watch')),
  e: home([guest()], modes('guests-and-cameras', 'enforce')),
  /** ben let anna go although the rule restricts her */
  v: home([guest({ decision: letGo('guests-and-cameras') })], modes('guests-and-cameras', 'enforce')),
  /** somebody let her go of another rule */
  o: home([guest({ decision: letGo('newcomers') })]),
  b: home([guest({ standing: 'banned' })]),
  m: home([guest({ roles: ['member'] })]),
  a: home([camera(91)]),
  y: home([camera(10)]),
  /** the same camera by a clock that leapt */
  l: home([camera(10)], { now: now + 730 * day, clockDoubt: 'The clock of this computer leapt by 730 days.' }),
  k: home([guest(), camera(10)], { clockDoubt: 'The clock of this computer leapt by 730 days.' }),
  n: home([openClient('plug', { standing: 'new' })]),
  h: home([openClient('plug', { standing: 'new', isHeldBack: true })]),
  f: home([openClient('plug', { standing: 'new' })], { began: false }),
  c: { person: { type: 'resolve' } } as const,
};
const look = (seen: HomeRules, alerts: Parameters<typeof signalsOf>[2], at: number) =>
  signalsOf(policyViolation, seen, alerts, at);
const told = (columns: string) => looks({ columns, says, look });
const guests = 'policy_violation rule guests-and-cameras anna porch';

test('whoever goes against a rule is an alert once, and over when it is not so any more', () => {
  expect(told('.xx-x.x')).toEqual({ [guests]: '-i---oi' });
  expect(firstSeen({ columns: 'x', says, look })).toMatchObject({
    title: 'anna is a guest and may command Porch camera.',
    evidence: [{ text: 'It goes against the rule “Cameras take no commands from guests”, which every home has.' }],
    fix: { kind: 'show-access', label: 'Show rules' },
    severity: 'warning',
    device: 'porch',
  });
});

test('a rule that somebody only watches is told mildly, and warns when it is to be enforced', () => {
  expect(firstSeen({ columns: 'w', says, look })).toMatchObject({
    severity: 'info',
    evidence: [{ text: expect.stringContaining('which ben set to watch only') as string }],
  });
  expect(told('wwew')).toEqual({ [guests]: 'i-i-' });
  expect(told('cxcx')).toEqual({ [guests]: '-i--' });
});

test('what somebody let go, with his name and the day, is none of that rule, and is of another', () => {
  expect(told('vv')).toEqual({});
  expect(told('ev')).toEqual({ [guests]: 'io' });
  expect(told('o')).toEqual({ [guests]: 'i' });
});

test('who is banned, is no guest, or waits as a newcomer behind the barrier, is none', () => {
  expect(told('bb-mm-hh-ff')).toEqual({});
  expect(told('nh')).toEqual({ 'policy_violation rule newcomers plug': 'io' });
});

test('a clock that leapt makes no log-in old, and what no clock is asked for is told all the same', () => {
  expect(told('yly')).toEqual({});
  expect(told('aly')).toEqual({ 'policy_violation rule made:aged porch': 'i-o' });
  expect(told('k')).toEqual({ [guests]: 'i' });
});

test('where no administrator is in, nothing is told and nothing is over', () => {
  expect(told('x-----x')).toEqual({ [guests]: 'i------' });
});

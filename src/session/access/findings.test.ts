import { expect, test } from 'vitest';

import type { ListedAccount } from '@/credentials/authority/authority';
import { defaultTerms } from '@/credentials/policies/age';

import type { Client, Look } from './admission-look';
import { barredIn, overdueIn } from './findings';

const day = 86_400_000;

const account: ListedAccount = {
  username: 'anna',
  clientId: null,
  disabled: false,
  roles: [],
  groups: [],
  issuedAt: 0,
  connections: null,
  note: null,
};
const anna: Client = {
  client: 'anna',
  accounts: [account],
  standing: 'approved',
  decision: null,
  device: null,
  madeAt: 0,
  roles: [],
  isHeldBack: false,
  administers: false,
  commands: () => false,
};
const look = (client: Client, days = defaultTerms): Look => ({
  clients: [client],
  devices: [],
  began: true,
  attackedIn: () => [],
  saidToFail: new Set(),
  clockDoubt: null,
  terms: { days, set: null },
  modes: new Map(),
  policies: [],
  unreadable: [],
  now: 0,
});

test('a password is too old when it is older than this home wants', () => {
  expect(overdueIn(look(anna), 364 * day)).toEqual([]);
  expect(overdueIn(look(anna), 365 * day)).toMatchObject([{ subject: 'log-in anna' }]);
  expect(overdueIn(look(anna, { ...defaultTerms, person: 30 }), 30 * day)).toHaveLength(1);
  expect(overdueIn(look(anna, { ...defaultTerms, person: null }), 9_000 * day)).toEqual([]);
  expect(overdueIn(look({ ...anna, accounts: [{ ...account, disabled: true }] }), 400 * day)).toEqual([]);
});

test('whoever is banned or restricted is told to the house, mildly: somebody wanted it so', () => {
  expect(barredIn(look(anna))).toEqual([]);
  const decision = { is: 'banned', before: 'approved', by: 'admin', at: 0, why: null, off: [] } as const;
  expect(barredIn(look({ ...anna, standing: 'banned', decision }))).toMatchObject([
    { title: 'anna is banned: the broker does not let it in.', severity: 'info' },
  ]);
  expect(barredIn(look({ ...anna, standing: 'restricted' }))).toMatchObject([
    { title: 'anna is restricted: the broker lets it do nothing.' },
  ]);
});

test('that somebody was off-boarded is told nobody as a ban', () => {
  const decision = { is: 'approved', before: 'approved', by: 'admin', at: 0, why: null, off: [] } as const;
  expect(barredIn(look({ ...anna, standing: 'banned', decision }))).toEqual([]);
});

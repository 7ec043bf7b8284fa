import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';

import type { Authority } from '../authority/authority';
import { listedAccount } from '../authority/listed-account.testing';
import { writeSlotNote } from '../authority/slot-note';
import type { DeviceTopics } from './device-topics';
import { openRotationPort, type HandOver, type Witness } from './port-over-broker';
import type { SaidLogin } from './sightings';
import { silentWitness } from './silent-witness.testing';

/** What the stories of the runner do not notice when it is wrong, because a later word of the same device mends it. */

const account = (username: string, note: string | null) => listedAccount(username, { clientId: 'plug', note });
const next = account('plug.b', writeSlotNote({ rot: 'r1', prev: 'account:plug.a', by: 'admin', at: 1 }));
const login = { device: 'plug', rotation: 'r1', username: 'plug.b', password: 'new' };

function openPort(handOver: HandOver, witness: Partial<Witness>, steady = () => 0) {
  const authority = {
    list: async () => ({
      outcome: 'done',
      accounts: [account('plug.a', null), next],
      roles: [],
      registers: new Map([['sent:plug:r1', handOver.way === 'two-slots' ? 'offered' : 'told']]),
    }),
  } as unknown as Authority; // all of it that a look asks
  return openRotationPort({
    authority,
    broker: {} as Broker, // nothing is published by looking
    device: 'plug',
    usernames: ['plug.a', 'plug.b'],
    rotations: ['r1'],
    witness: { ...silentWitness, waitsForRestart: () => true, ...witness },
    handOver,
    isCertified: async () => false,
    clock: () => 0,
    steady,
    change: async () => {},
  });
}

test('nothing is decided by what a device has sealed and proved before its topics were heard', async () => {
  const topics = { heard: false, offer: null, proofs: new Map(), litter: false };
  const port = openPort({ way: 'two-slots', topics: topics as unknown as DeviceTopics }, {}); // as much as a look asks
  expect(await port.observe('plug')).toBeNull();
  topics.heard = true;
  expect(await port.observe('plug')).toMatchObject({ offer: null });
});

test('an offer that the broker keeps is seen to stand', async () => {
  const topics = { heard: true, offer: { rotation: 'r1', sequence: 1 }, proofs: new Map(), litter: true };
  const port = openPort({ way: 'two-slots', topics: topics as unknown as DeviceTopics }, {});
  expect(await port.observe('plug')).toMatchObject({ offer: 'r1', litter: true });
});

test('a device that says that it is set to the new log-in, and does not use it yet, is told to start', async () => {
  let starts = 0;
  const restart = async () => void (starts += 1);
  const told: HandOver = {
    way: 'one-slot',
    tell: async () => ({ outcome: 'done' }),
    askLogin: async () => null,
    restart,
  };
  const says = (username: string): SaidLogin => ({ username, at: 0, isFresh: true });
  await openPort(told, { usedLogin: () => says('plug.a') }).observe('plug');
  expect(starts).toBe(0);
  await openPort(told, { usedLogin: () => says('plug.b') }).observe('plug');
  expect(starts).toBe(1);
});

test('what a device said before it was told, and a start of before, prove nothing of what it was told', async () => {
  let now = 100;
  let onlineAt = 60;
  const told: HandOver = { way: 'one-slot', tell: async () => ({ outcome: 'done' }), askLogin: null, restart: null };
  const said = { username: 'plug.b', at: 50, isFresh: true }; // an account of that name is not new
  const port = openPort(told, { usedLogin: () => said, cameOnlineAt: () => onlineAt }, () => now);
  expect(await port.handOver(login)).toEqual({ outcome: 'done' });
  now = 200;
  expect(await port.observe('plug')).toMatchObject({ proofs: new Set() });
  onlineAt = 150;
  expect(await port.observe('plug')).toMatchObject({ proofs: new Set(['r1']), cameBack: true });
});

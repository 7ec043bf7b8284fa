import { afterEach, expect, test } from 'vitest';

import { openWatchedBroker } from '@/broker/watched-broker.testing';
import type { Device } from '@/core/device';
import { writeSlotNote } from '@/credentials/authority/slot-note';
import { openDynamicSecurity, type DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { bannedRole, barrierPriority, newcomerRole, restrictedRole } from '@/credentials/roles/device-roles';

import { passwords, startBroker } from '../../../../e2e/brokers';
import type { Pipeline } from '../../hearing/pipeline';
import type { Office } from '../admin';
import { openNarrowings } from './narrowings';
import type { Traffic } from './traffic';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const lost = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;
const username = 'plug';

/** A plug that may do everything, and the administrator who gives it only what it was heard to need. */
async function openStory() {
  const broker = await startBroker('embedded');
  ends.push(() => broker.stop());
  const link = openWatchedBroker({ url: broker.url, username: 'admin', password: passwords.admin });
  ends.push(() => link.close());
  await link.until('connected');
  const security = openDynamicSecurity(link, { username: 'admin', random: Math.random });
  const all = { type: 'publishClientSend', topic: '#', allow: true } as const;
  await security.createRole({ name: 'everything', acls: [all] });
  await security.createClient({ username, password: 'a password of this test', textdescription: '' });
  await security.run([{ command: 'addClientRole', username, rolename: 'everything', priority: 7 }]);
  const plug = { id: 'plug', name: 'Plug', voices: [], via: null, login: { value: { username, clientId: null } } };
  const narrowings = openNarrowings({
    pipeline: { home: { devices: new Map([['plug', plug as unknown as Device]]) }, readers: [] } as unknown as Pipeline, // all that is looked at
    traffic: { of: () => [{ topic: 'tele/plug/STATE', count: 3 }], since: () => 0 } as unknown as Traffic, // likewise
    clock: () => 1,
  });
  return {
    /** with these answers instead of the broker's */
    office: (part: Partial<DynamicSecurity> = {}) =>
      ({ username: 'admin', version: null, security: { ...security, ...part } }) as unknown as Office, // likewise
    security,
    narrowings,
    async rolesHeld() {
      const client = await security.getClient(username);
      return client.outcome === 'done' ? client.value?.roles : client;
    },
  };
}

test('where the broker did half of it, the account is given back what it had, and only then is that said', async () => {
  const { office, security, narrowings, rolesHeld } = await openStory();
  // the batch is cut after its first command
  const cut = office({ run: (commands) => security.run(commands.slice(0, 1)) });
  expect(await narrowings.narrow(cut, username)).toEqual({
    outcome: 'refused',
    reason: expect.stringContaining('was given back what it had') as string,
  });
  expect(await rolesHeld()).toEqual(['everything']);
});

test('what is held back is let go under Rules alone: it is not given only what it needs meanwhile', async () => {
  const { office, security, narrowings, rolesHeld } = await openStory();
  const reasons = [
    [newcomerRole(username), 'It is new. Approve it under Rules before it is given only what it needs.'],
    [restrictedRole, expect.stringContaining('Bring it back under Rules before it is given only what it needs.')],
    [bannedRole, 'It is banned. Bring it back under Rules before it is given only what it needs.'],
  ] as const;
  for (const [barrier, reason] of reasons) {
    await security.createRole(barrier);
    const held = { username, rolename: barrier.name };
    await security.run([{ command: 'addClientRole', ...held, priority: barrierPriority }]);
    expect(await narrowings.propose(office(), username)).toEqual({ outcome: 'refused', reason });
    expect(await narrowings.narrow(office(), username)).toEqual({ outcome: 'refused', reason });
    expect(await rolesHeld()).toEqual([barrier.name, 'everything']);
    await security.run([{ command: 'removeClientRole', ...held }]);
  }
  expect(await narrowings.narrow(office(), username)).toEqual({ outcome: 'done' });
});

test('where the broker goes in the midst of it, nobody says that the account has what it had', async () => {
  const { office, security, narrowings, rolesHeld } = await openStory();
  let isGone = false;
  const goes = office({
    async run(commands) {
      await security.run(commands);
      isGone = true;
      return commands.map(() => lost);
    },
    getClient: async (name) => (isGone ? lost : security.getClient(name)),
  });
  const answer = await narrowings.narrow(goes, username);
  expect(answer).toMatchObject({ outcome: 'refused' });
  expect(answer).toMatchObject({ reason: expect.stringContaining('nobody knows how much of it was done') as string });
  expect(await rolesHeld()).toEqual(['only:plug']);
  // and what it says is to be done then, works
  expect(await narrowings.undo(office(), username)).toEqual({ outcome: 'done' });
  expect(await rolesHeld()).toEqual(['everything']);
});

test('a note of what it had that was written and not answered is read back', async () => {
  const { office, security, narrowings, rolesHeld } = await openStory();
  const swallowed = office({
    async createRole(role) {
      await security.createRole(role);
      return lost;
    },
  });
  expect(await narrowings.narrow(swallowed, username)).toMatchObject({
    reason: expect.stringContaining('it is only written down what it has') as string,
  });
  expect(await rolesHeld()).toEqual(['everything']);
  expect(await narrowings.undo(office(), username)).toEqual({ outcome: 'done' });
  expect(await narrowings.narrow(office({ createRole: async () => lost }), username)).toMatchObject({
    reason: 'The broker did not answer. Nothing was changed.',
  });
  expect(await narrowings.narrow(office(), username)).toEqual({ outcome: 'done' });
  expect(await rolesHeld()).toEqual(['only:plug']);
});

test('a device that logs in with a certificate too is not said to wait for a new password', async () => {
  const { office, security, narrowings } = await openStory();
  const beside = async (name: string, rot: string, prev: string | null) => {
    const textdescription = writeSlotNote({ rot, prev, by: 'admin', at: 1 });
    await security.createClient({ username: name, password: 'a password of this test', textdescription });
  };
  await beside('plug.a', 'r1', 'account:plug');
  expect(await narrowings.propose(office(), username)).toMatchObject({
    reason: 'Its password is being replaced. Wait until that has ended.',
  });
  await security.deleteClient('plug');
  await beside('plug', 'certificate', null);
  expect(await narrowings.propose(office(), username)).toMatchObject({
    reason: expect.stringContaining('with a certificate too') as string,
  });
});

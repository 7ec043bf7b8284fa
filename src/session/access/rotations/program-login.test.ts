import { afterEach, describe, expect, test, vi } from 'vitest';

import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { passwords, startBroker, type BrokerKind } from '../../../../e2e/brokers';
import { openAdmin } from '../admin';
import { gatherTold, openTestSession } from '../../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const old = { username: 'node-red', password: 'flows-4d19' } as const;

/** A home with a program whose log-in no device speaks of and no client id is bound to; its rights are from a role and a group. */
async function openStory(kind: BrokerKind) {
  const broker = await startBroker(kind);
  ends.push(() => broker.stop());
  const admin = await openConsole(broker.url, { username: 'admin', password: passwords.admin });
  const allow = (acltype: string, topic: string) => ({ acltype, topic, allow: true, priority: 0 });
  await admin.ask({ command: 'createRole', rolename: 'flows', acls: [allow('publishClientSend', 'flows/#')] });
  await admin.ask({ command: 'createRole', rolename: 'lamps', acls: [allow('publishClientSend', 'lamps/#')] });
  await admin.ask({ command: 'createGroup', groupname: 'programs', roles: [{ rolename: 'lamps', priority: 1 }] });
  await admin.ask({ command: 'createClient', ...old });
  await admin.ask({ command: 'addClientRole', username: old.username, rolename: 'flows', priority: 7 });
  await admin.ask({ command: 'addGroupClient', username: old.username, groupname: 'programs', priority: 3 });
  await admin.close();
  const session = openTestSession({});
  ends.push(() => session.close());
  const told = gatherTold(session);
  session.connect({ url: broker.url, username: 'owner', password: passwords.owner });
  const { answer } = session.access;
  const signIn = async () =>
    expect(await answer('openAdmin', { username: 'admin', password: passwords.admin })).toMatchObject({
      status: 'open',
    });
  await signIn();
  const rotation = () => told.news.rotations?.find(({ account }) => account === old.username);
  const looker = openAdmin({
    clock: Date.now,
    random: Math.random,
    tell: () => {},
    onOpen: () => {},
    onClose: () => {},
    isBusy: () => true,
  });
  ends.push(() => looker.close());
  await looker.open({ url: broker.url, username: 'admin', password: passwords.admin });
  /** its roles and groups, with the priority of each */
  const held = async (username: string) => {
    const found = await looker.office?.security.getClient(username);
    return found?.outcome === 'done' ? found.value?.held : undefined;
  };
  return { url: broker.url, answer, rotation, held, signIn };
}

async function come(url: string, login: { username: string; password: string }) {
  const guest = knock(url, { ...login, protocolVersion: 5 });
  ends.push(() => guest.client.endAsync(true));
  return Promise.race([guest.next('connect').then(() => guest), guest.next('error').then(() => null)]);
}

describe.each(['embedded', 'mosquitto'] as const)('on the %s broker', (kind) => {
  test(
    'a program that nobody knows is given a second log-in with the same rights, and keeps the first until then',
    { timeout: 60_000 },
    async () => {
      const { url, answer, rotation, held } = await openStory(kind);
      const before = await held(old.username);
      expect(before).toEqual({ roles: [{ name: 'flows', priority: 7 }], groups: [{ name: 'programs', priority: 3 }] });
      expect(await answer('newPassword', { username: old.username })).toMatchObject({
        outcome: 'refused',
        reason: expect.stringContaining('would be locked out') as string,
      });
      expect(await answer('startRotation', { username: old.username })).toEqual({ outcome: 'started' });
      await vi.waitFor(() => expect(rotation()?.shows).toBe(true), { timeout: 20_000 });
      const login = (await answer('revealLogin', { account: old.username })) ?? old;
      expect(login.username).toBe('node-red.a');

      // both are valid, and may do the same
      expect(await held(login.username)).toEqual(before);
      expect(await come(url, old)).not.toBeNull();
      const guest = await come(url, login);
      for (const topic of ['flows/1', 'lamps/1']) await guest?.client.publishAsync(topic, 'on', { qos: 1 });

      if (kind === 'mosquitto') {
        // this one does not tell who is connected: a person does, and it is deleted when he has seen that for a minute
        await vi.waitFor(() => expect(rotation()?.asks).toContain('works'), { timeout: 20_000 });
        await answer('sayOfRotation', { account: old.username, word: 'works' });
        await vi.waitFor(() => expect(rotation()?.asks).toContain('switch-on'), { timeout: 20_000 });
      } else {
        await vi.waitFor(() => expect(rotation()).toMatchObject({ outcome: 'replaced' }), { timeout: 20_000 });
      }
      expect(await come(url, old)).toBeNull();
      expect(await come(url, login)).not.toBeNull();
    },
  );

  test('what was shown and not finished is gone on with by whoever signs in next', { timeout: 60_000 }, async () => {
    const { url, answer, rotation, signIn } = await openStory(kind);
    await answer('startRotation', { username: old.username });
    await vi.waitFor(() => expect(rotation()?.shows).toBe(true), { timeout: 20_000 });
    await answer('closeAdmin', {});
    await signIn();
    await vi.waitFor(() => expect(rotation()?.asks).toContain('not-typed'), { timeout: 20_000 });
    expect(rotation()).toMatchObject({ where: 'here', shows: false, outcome: null });
    expect(await come(url, old)).not.toBeNull();
  });
});

test('a log-in that two devices say they use is replaced for neither of them', { timeout: 60_000 }, async () => {
  const { url, answer, signIn } = await openStory('embedded');
  const guest = await come(url, { username: 'admin', password: passwords.admin });
  for (const id of ['lamp', 'heater']) {
    const about = JSON.stringify({ name: id, login: { clientId: old.username } });
    await guest?.client.publishAsync(`gatehouse/v1/device/${id}/about`, about, { qos: 1, retain: true });
  }
  await signIn();
  await vi.waitFor(
    async () => {
      const listed = await answer('accounts', {});
      const row = listed.outcome === 'listed' && listed.rows.find(({ account }) => account.username === old.username);
      expect(row).toMatchObject({
        rotation: { possible: false, reason: expect.stringContaining('shared by') as string },
      });
    },
    { timeout: 20_000 },
  );
  expect(await answer('startRotation', { username: old.username })).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('give each a log-in of its own') as string,
  });
  expect(await come(url, old)).not.toBeNull();
});

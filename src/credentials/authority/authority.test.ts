import { afterEach, describe, expect, test } from 'vitest';

import { openWatchedBroker } from '@/broker/watched-broker.testing';
import { root } from '@/embedded-broker/dynamic-security/commands.testing';
import { knock } from '@/embedded-broker/guest.testing';

import type { Authority, NewSlot } from './authority';
import { bothBrokers } from './both-brokers.testing';
import { openDynamicSecurity, type DynamicSecurity } from './dynamic-security';
import { openDynamicSecurityAuthority } from './dynamic-security-authority';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Office = { readonly url: string; readonly security: DynamicSecurity; readonly authority: Authority };

/** Somebody who is logged in to administer. */
async function enter(url: string, { username, password }: { username: string; password: string }): Promise<Office> {
  const broker = openWatchedBroker({ url, username, password });
  ends.push(() => broker.close());
  await broker.until('connected');
  const security = openDynamicSecurity(broker, { username, random: Math.random });
  return { url, security, authority: openDynamicSecurityAuthority(security) };
}

const slot: NewSlot = {
  username: 'cam.a',
  password: 'first-secret',
  clientId: 'cam',
  note: { rot: 'r-1', prev: null, by: 'root', at: 1_700_000_000_000 },
};
const device = { name: 'dev:cam', acls: [{ type: 'publishClientSend', topic: 'home/cam/#', allow: true }] } as const;

describe.each(bothBrokers)('on %s, an authority', { timeout: 60_000 }, (_, start) => {
  async function open(): Promise<Office> {
    const broker = await start();
    ends.push(() => broker.stop());
    return enter(broker.url, root);
  }

  test('issues a slot once: whoever comes second is told, and nothing of theirs is kept', async () => {
    const { authority } = await open();
    expect(await authority.createSlot(slot)).toEqual({ outcome: 'created' });
    expect(await authority.createSlot({ ...slot, password: 'other', clientId: 'elsewhere' })).toEqual({
      outcome: 'exists',
    });
    const listed = await authority.list(null);
    expect(listed).toMatchObject({
      outcome: 'done',
      accounts: [
        {
          username: 'cam.a',
          clientId: 'cam',
          disabled: false,
          roles: [],
          groups: [],
          issuedAt: slot.note.at,
          note: '{"rot":"r-1","prev":null,"by":"root","at":1700000000000}',
        },
        { username: 'root', clientId: null, roles: ['admin'], issuedAt: null, note: null },
      ],
      roles: ['admin'],
    });
  });

  test('lets a slot in from when it is created until it is disabled', async () => {
    const { authority, url } = await open();
    await authority.createSlot(slot);
    expect(await logIn(url, 'cam.a', 'first-secret')).toBe('in');
    expect(await authority.setDisabled('cam.a', true)).toEqual({ outcome: 'done' });
    expect(await authority.setDisabled('cam.a', true)).toEqual({ outcome: 'done' });
    expect(await logIn(url, 'cam.a', 'first-secret')).toBe('refused');
    expect(await authority.remove({ account: 'cam.a' })).toEqual({ outcome: 'done' });
    expect(await authority.remove({ account: 'cam.a' })).toEqual({ outcome: 'done' });
    expect(await authority.setDisabled('cam.a', true)).toEqual({ outcome: 'missing' });
  });

  test('grants a role as often as it is asked, and makes it the first time', async () => {
    const { authority, security } = await open();
    expect(await authority.grant('cam.a', device)).toEqual({ outcome: 'missing' });
    await authority.createSlot(slot);
    expect(await authority.grant('cam.a', device)).toEqual({ outcome: 'done' });
    expect(await authority.grant('cam.a', device)).toEqual({ outcome: 'done' });
    expect(await security.getClient('cam.a')).toMatchObject({ value: { roles: ['dev:cam'] } });
    expect(await security.getRole('dev:cam')).toMatchObject({
      value: { acls: [{ topic: 'home/cam/#', allow: true }] },
    });
  });

  test('keeps what a register was first told, for all who ask', async () => {
    const { authority, url } = await open();
    const second = await enter(url, await another(authority, url));
    const [one, other] = await Promise.all([
      authority.register('dec:cam:r-1', 'commit'),
      second.authority.register('dec:cam:r-1', 'abort'),
    ]);
    expect([one.outcome, other.outcome].toSorted()).toEqual(['owned', 'taken']);
    expect(one).toMatchObject({ value: 'value' in other ? other.value : '' });
    const value = 'value' in one ? one.value : '';
    const only = { usernames: [], registers: ['dec:cam:r-1'] };
    expect(await second.authority.list(only)).toMatchObject({
      outcome: 'done',
      registers: new Map([['dec:cam:r-1', value]]),
    });
    expect(await authority.list(null)).toMatchObject({ registers: new Map([['dec:cam:r-1', value]]) });
    const registersOf = async (device: string) => {
      const listed = await authority.list({ usernames: [], registers: [], registersOf: device });
      return listed.outcome === 'done' ? [...listed.registers.keys()] : null;
    };
    expect(await registersOf('cam')).toEqual(['dec:cam:r-1']);
    expect(await registersOf('camera')).toEqual([]);
    expect(await authority.remove({ register: 'dec:cam:r-1' })).toEqual({ outcome: 'done' });
    expect(await authority.remove({ register: 'dec:cam:r-1' })).toEqual({ outcome: 'done' });
    expect(await authority.list(only)).toMatchObject({ outcome: 'done', registers: new Map() });
  });

  test('lets one of two who create the same slot at once win, and the other know', async () => {
    const { authority, url } = await open();
    const second = await enter(url, await another(authority, url));
    for (let round = 0; round < 20; round += 1) {
      const same = { ...slot, username: `cam-${round}.b` };
      const outcomes = await Promise.all([authority, second.authority].map((one) => one.createSlot(same)));
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['created', 'exists']);
    }
  });

  test('never touches the account it is logged in with', async () => {
    const { authority, security, url } = await open();
    const own = { outcome: 'failed', failure: { kind: 'own-account' } };
    expect(await authority.setDisabled('root', true)).toEqual(own);
    expect(await authority.remove({ account: 'root' })).toEqual(own);
    expect(await authority.grant('root', device)).toEqual(own);
    expect(await security.setClientPassword('root', 'new')).toEqual(own);
    expect(await security.removeClientRole('root', 'admin')).toEqual(own);
    expect(await security.run([{ command: 'listRoles' }, { command: 'deleteClient', username: 'root' }])).toEqual([
      own,
      own,
    ]);
    expect(await logIn(url, root.username, root.password)).toBe('in');
  });

  test('does not delete a role that somebody holds, nor take one with rights for a register', async () => {
    const { authority, security } = await open();
    await authority.createSlot(slot);
    await authority.grant('cam.a', device);
    expect(await security.deleteRole('dev:cam')).toEqual({
      outcome: 'failed',
      failure: { kind: 'role-held', by: ['cam.a'] },
    });
    expect(await authority.remove({ register: 'dev:cam' })).toEqual({
      outcome: 'failed',
      failure: { kind: 'no-register' },
    });
    await security.removeClientRole('cam.a', 'dev:cam');
    expect(await security.deleteRole('dev:cam')).toEqual({ outcome: 'done', value: null });
    expect(await security.deleteRole('dev:cam')).toMatchObject({ failure: { kind: 'missing', what: 'role' } });
  });

  test('lists a large home whole, in pages', async () => {
    const { security, authority } = await open();
    const names = Array.from({ length: 130 }, (_, n) => `device-${String(n).padStart(3, '0')}`);
    for (let first = 0; first < names.length; first += 26) {
      await security.run(
        names.slice(first, first + 26).flatMap((username) => [
          { command: 'createClient', username, password: 'p', textdescription: 'x'.repeat(100) },
          { command: 'createRole', rolename: `dev:${username}` },
        ]),
      );
    }
    const listed = await authority.list(null);
    expect(listed.outcome === 'done' && listed.accounts.map(({ username }) => username)).toEqual([...names, 'root']);
    expect(listed.outcome === 'done' && listed.roles.length).toBe(131);
  });

  test('tells what holds by default', async () => {
    const { security } = await open();
    expect(await security.getDefaultAccess()).toEqual({
      outcome: 'done',
      value: { publishClientSend: false, publishClientReceive: true, subscribe: false, unsubscribe: true },
    });
  });

  test('is refused with a log-in that may not administer', async () => {
    const { authority, url } = await open();
    await authority.createSlot({ ...slot, clientId: '' });
    const stranger = await enter(url, { username: 'cam.a', password: slot.password });
    expect(await stranger.authority.list(null)).toEqual({ outcome: 'failed', failure: { kind: 'refused' } });
  });
});

/** A second administrator. */
async function another(authority: Authority, url: string): Promise<{ username: string; password: string }> {
  const login = { username: 'second', password: 'second-1' };
  await authority.createSlot({ ...slot, ...login, clientId: '' });
  await authority.grant(login.username, { name: 'admin', acls: [] });
  expect(await logIn(url, login.username, login.password)).toBe('in');
  return login;
}

async function logIn(url: string, username: string, password: string): Promise<'in' | 'refused'> {
  const clientId = username.startsWith('cam') ? 'cam' : 'anybody';
  const guest = knock(url, { username, password, clientId, protocolVersion: 5 });
  const answer = await Promise.race([
    guest.next('connect').then(() => 'in' as const),
    guest.next('error').then(() => 'refused' as const),
  ]);
  await guest.client.endAsync(true);
  return answer;
}

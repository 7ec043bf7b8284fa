import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock, type Guest } from '@/embedded-broker/guest.testing';
import { personRole } from '@/credentials/roles/person-roles';

import type { Session } from '../../session';
import { openTestSession } from '../../session.testing';
import { founder, rescue, tasmota } from './make-login.testing';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Rule = { readonly acltype: string; readonly topic: string; readonly allow: true };
const send = (topic: string): Rule => ({ acltype: 'publishClientSend', topic, allow: true });
const receive = (topic: string): Rule => ({ acltype: 'publishClientReceive', topic, allow: true });

let session: Session;
let voice: Guest;
let admin: Awaited<ReturnType<typeof openConsole>>;

/** A Mosquitto that knows no account but its founder’s, and devices that speak. */
beforeEach(async () => {
  const broker = await startMosquitto({
    dynamicSecurity: { admin: founder },
    users: { rescue: rescue.password },
    acl: 'user rescue\ntopic readwrite #\n',
  });
  ends.push(() => broker.stop());
  admin = await openConsole(broker.wsUrl, founder);
  ends.push(() => admin.close());
  voice = knock(broker.wsUrl, { ...rescue, protocolVersion: 5 });
  ends.push(() => voice.client.endAsync(true));
  await voice.next('connect');
  session = openTestSession();
  ends.push(() => session.close());
  session.connect({ url: broker.wsUrl, ...rescue });
  const opened = await session.access.answer('openAdmin', founder);
  if (opened.status !== 'open') throw new Error('The founder was not let in.');
}, 30_000);

const say = (topic: string, body: object | string) =>
  voice.client.publishAsync(topic, typeof body === 'string' ? body : JSON.stringify(body), { qos: 1, retain: true });

async function plugs(config: object): Promise<void> {
  await say('tasmota/discovery/8CAAB50000A1/config', config);
  await say('tele/plug/LWT', 'Online');
  const known = () => [...session.home.devices.values()].some(({ name }) => name === 'The plug');
  await vi.waitFor(() => expect(known()).toBe(true), { timeout: 20_000 });
}

/** Somebody else’s account, with these rights. */
async function hold(username: string, rules: readonly Rule[], role = `role of ${username}`): Promise<void> {
  await admin.ask({ command: 'createRole', rolename: role, acls: rules.map((rule) => ({ ...rule, priority: 0 })) });
  await admin.ask({ command: 'createClient', username, password: `${username}-5d` });
  await admin.ask({ command: 'addClientRole', username, rolename: role });
}

const offered = async () => (await session.access.answer('loginless', {}))?.map(({ name }) => name);

async function refused(name: string): Promise<string> {
  const device = [...session.home.devices.values()].find((one) => one.name === name);
  const made = await session.access.answer('makeLogin', { device: device?.id ?? '' });
  return made.outcome === 'refused' ? made.reason : 'It was made.';
}

test('whoever may speak at any of a device’s places may be its log-in, and not the first of them alone', async () => {
  await plugs(tasmota('The plug', 'plug'));
  await hold('finder', [send('tasmota/discovery/#')]); // where all of them speak
  expect(await offered()).toEqual(['The plug']);
  await hold('radio', [send('stat/plug/RESULT')]);
  expect(await offered()).toEqual([]);
  expect(await refused('The plug')).toContain('It has a log-in');
});

test('whoever listens where a device is commanded may be its log-in; people and whoever hears all are not', async () => {
  await plugs(tasmota('The plug', 'plug'));
  await hold('recorder', [receive('#'), receive('+/plug/#'), receive('cmnd/tasmotas/#')]);
  const { acls, name } = personRole('member').role;
  const member = acls.map(({ type, topic }) => ({ acltype: type, topic, allow: true }) as const);
  await hold('anna', [...member, receive('cmnd/plug/POWER')], name);
  expect(await offered()).toEqual(['The plug']);
  await hold('lamp', [{ acltype: 'subscribePattern', topic: 'cmnd/plug/#', allow: true }]);
  expect(await offered()).toEqual([]);
  expect(await refused('The plug')).toContain('It has a log-in');
});

test('nobody is given the ears of another device by saying that he is commanded there', async () => {
  await hold('porch', [receive('gatehouse/v1/device/porch/credential/offer')]);
  await plugs({
    ...tasmota('The plug', 'plug', 'gatehouse/v1/device/porch'),
    ft: '%prefix%/',
    tp: ['gatehouse/v1/device/porch', 'stat/plug', 'tele/plug'],
  });
  expect(await offered()).toEqual([]);
});

test('a name that an account has already is not given again', async () => {
  await plugs(tasmota('The plug', 'plug'));
  await admin.ask({ command: 'createClient', username: 'the-plug', password: 'the-plug-5d' });
  expect(await refused('The plug')).toBe('There is another account of the name the-plug. Nothing was made.');
});

test('a device that takes sealed passwords gets the roles of the profile, bound to its client id', async () => {
  const id = 'drive';
  const about = { name: 'Drive', kind: 'camera', vendor: 'Example', model: 'EX-1', firmware: '1.9' };
  const login = { username: `${id}.a`, clientId: id };
  await say(`gatehouse/v1/device/${id}/about`, { ...about, login });
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  await say(`gatehouse/v1/device/${id}/credential/key`, await crypto.subtle.exportKey('jwk', publicKey));
  const device = () => [...session.home.devices.values()].find(({ name }) => name === 'Drive');
  await vi.waitFor(() => expect(device()?.login?.value.handOver).toBe('sealed'), { timeout: 20_000 });
  const made = await session.access.answer('makeLogin', { device: device()?.id ?? '' });
  expect(made).toMatchObject({ outcome: 'made', username: `${id}.a`, clientId: id });
  const [answer] = await admin.ask({ command: 'getClient', username: `${id}.a` });
  const { client } = (answer?.data ?? {}) as { client: { clientid: string; roles: { rolename: string }[] } };
  expect(client.clientid).toBe(id);
  expect(client.roles.map(({ rolename }) => rolename).toSorted()).toEqual([`dev:${id}`, `proof:${id}.a`]);
});

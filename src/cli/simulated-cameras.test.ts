import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Accounts } from '@/embedded-broker/accounts';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { knock, type Guest } from '@/embedded-broker/guest.testing';
import { homeAccounts, withDevice } from './home-accounts';
import { hashPassword } from '@/embedded-broker/password';
import { cameraPlans } from '@/simulator/cameras/plans';

import { seal } from './reference-device/seal.testing';
import { runSimulatedHome } from './simulated-devices';

const ids = cameraPlans.map(({ id }) => id);
const cameras = new Map(ids.map((id) => [id, `${id} one`]));
const hash = (password: string) => hashPassword(password, { iterations: 10 });
const people = homeAccounts({
  admin: await hash('admin'),
  owner: await hash('owner'),
  bridge: await hash('bridge'),
  devices: new Map(await Promise.all([...cameras].map(async ([id, password]) => [id, await hash(password)] as const))),
});
/** the second account of each is there already, as whoever rotates would have made it */
const two = await hash('two');
const accounts = ids.reduce<Accounts>((all, id) => withDevice(all, id, 'b', two), people);

let broker: EmbeddedBroker;
let undo: (() => Promise<unknown>)[];
beforeEach(async () => {
  broker = await openEmbeddedBroker({ port: 0, accounts });
  undo = [() => broker.close()];
  const login = { url: broker.url, username: 'zigbee2mqtt', password: 'bridge' };
  const home = runSimulatedHome({ ...login, seed: 1, startAt: Date.UTC(2026, 0, 1, 12), cameras });
  undo.push(() => home.close());
  await home.ready;
});
afterEach(async () => {
  for (const close of undo.toReversed()) await close();
});

async function guest(username: 'admin' | 'owner'): Promise<Guest> {
  const visitor = knock(broker.url, { username, password: username, protocolVersion: 5 });
  undo.push(() => visitor.client.endAsync(true));
  await visitor.next('connect');
  await visitor.client.subscribeAsync('gatehouse/v1/device/#');
  return visitor;
}

const topicOf = (id: string, what: string) => `gatehouse/v1/device/${id}/${what}`;
type Json = Readonly<Record<string, unknown>>;
const json = async (visitor: Guest, id: string, what: string) =>
  JSON.parse((await visitor.heard(topicOf(id, what))).text) as Json;

async function offer(admin: Guest, id: string): Promise<void> {
  const key = (await json(admin, id, 'credential/key')) as Parameters<typeof seal>[2]; // a JWK
  const next = { slot: 'b', username: `${id}.b`, password: 'two', rotation: 'r-1', sequence: 1 } as const;
  const sealed = await seal(next, topicOf(id, 'credential/offer'), key);
  await admin.client.publishAsync(topicOf(id, 'credential/offer'), sealed, { qos: 1, retain: true });
}

const command = (visitor: Guest, id: string, name: string) =>
  visitor.client.publishAsync(topicOf(id, 'command'), JSON.stringify({ id: 'x', command: name }), { qos: 1 });

describe('the simulated cameras', { timeout: 20_000 }, () => {
  test('log in each with its own account, and say who they are and that they are there', async () => {
    const owner = await guest('owner');
    for (const { id, name } of cameraPlans) {
      expect(await json(owner, id, 'about')).toMatchObject({ name, login: { username: `${id}.a`, clientId: id } });
      expect(await json(owner, id, 'status')).toEqual({ status: 'online' });
    }
  });

  test('take a picture when the owner asks for one', async () => {
    const owner = await guest('owner');
    await command(owner, 'garden-camera', 'take-picture');
    expect(await json(owner, 'garden-camera', 'reply')).toMatchObject({ id: 'x', ok: true });
    expect((await owner.heard(topicOf('garden-camera', 'image'))).text).toMatch(/^GHP/);
  });

  test('take a new password and prove it, but for the one that ignores new passwords', async () => {
    const admin = await guest('admin');
    await offer(admin, 'garage-camera');
    await offer(admin, 'drive-camera');
    expect(await json(admin, 'drive-camera', 'credential/proof/b')).toEqual({ rotation: 'r-1' });
    // that no later offer has a number that it has passed
    expect(await json(admin, 'drive-camera', 'credential/key')).toMatchObject({ kty: 'EC', lastSequence: 1 });
    // what it hears next it hears after the offer
    await command(admin, 'garage-camera', 'report');
    await json(admin, 'garage-camera', 'reply');
    expect(admin.topics).not.toContain(topicOf('garage-camera', 'credential/proof/b'));
    expect(admin.topics.filter((topic) => topic === topicOf('garage-camera', 'about'))).toHaveLength(1);
  });

  test('are offered their passwords where no owner hears it, however broadly they listen', async () => {
    const [admin, owner] = [await guest('admin'), await guest('owner')];
    await offer(admin, 'garage-camera');
    await command(admin, 'garage-camera', 'report'); // the owner hears the answer, and hears it after the offer
    await json(owner, 'garage-camera', 'reply');
    expect(admin.topics).toContain(topicOf('garage-camera', 'credential/offer'));
    expect(owner.topics).not.toContain(topicOf('garage-camera', 'credential/offer'));
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { homeAccounts } from './home-accounts';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { hashPassword } from '@/embedded-broker/password';
import { knock, type Guest } from '@/embedded-broker/guest.testing';
import type { SimulatedMessage } from '@/simulator/types';

import { connectBridge, type BridgeConnection } from './bridge-connection';

const password = await hashPassword('right', { iterations: 10 });
const accounts = homeAccounts({ admin: password, owner: password, bridge: password });
const message = (topic: string, payload: string, retain = true): SimulatedMessage => ({
  topic: `zigbee2mqtt/${topic}`,
  payload,
  retain,
  qos: 0,
});
const will = message('bridge/state', 'offline');

let broker: EmbeddedBroker;
let undo: (() => Promise<unknown>)[];
beforeEach(async () => {
  broker = await openEmbeddedBroker({ port: 0, accounts });
  undo = [() => broker.close()];
});
afterEach(async () => {
  for (const close of undo.toReversed()) await close();
});

function bridge(heard: string[] = [], { password: given = 'right' } = {}): BridgeConnection {
  const login = { url: broker.url, username: 'zigbee2mqtt', password: given };
  const connection = connectBridge(login, will, (topic, payload) => void heard.push(`${topic} ${payload}`));
  undo.push(() => connection.close([]));
  return connection;
}

async function owner(): Promise<Guest> {
  const guest = knock(broker.url, { username: 'owner', password: 'right', reconnectPeriod: 5 });
  undo.push(() => guest.client.endAsync(true));
  await guest.next('connect');
  await guest.client.subscribeAsync('zigbee2mqtt/#');
  return guest;
}

describe('the bridge', () => {
  test('says at its start what it said before it was connected', async () => {
    const anna = await owner();
    const connection = bridge();
    connection.publish([message('bridge/state', 'online'), message('Front door', 'LOCK', false)]);
    await connection.ready;
    expect((await anna.heard('zigbee2mqtt/bridge/state')).text).toBe('online');
    expect((await anna.heard('zigbee2mqtt/Front door')).text).toBe('LOCK');
  });

  test('says again what it retained when the broker comes back without its memory, and no old states', async () => {
    const connection = bridge();
    connection.publish([message('bridge/state', 'online'), message('old', 'x'), message('Front door', 'LOCK', false)]);
    connection.publish([message('bridge/state', 'really online'), message('old', '')]);
    await connection.ready;
    await broker.kill();
    connection.publish([message('Front door', 'UNLOCK', false), message('Front door/availability', 'online')]);
    broker = await openEmbeddedBroker({ port: broker.port, accounts });
    const anna = await owner();
    await anna.heard('zigbee2mqtt/Front door/availability');
    expect(anna.topics).toEqual(['zigbee2mqtt/bridge/state', 'zigbee2mqtt/Front door/availability']);
    expect((await anna.heard('zigbee2mqtt/bridge/state')).text).toBe('really online');
  });

  test('hears its commands, also by new names and after the broker was away', async () => {
    const heard: string[] = [];
    const connection = bridge(heard);
    connection.listen(['zigbee2mqtt/old/set']);
    await connection.ready;
    connection.listen(['zigbee2mqtt/new/set']);
    connection.publish([message('marker', '1')]);
    const anna = await owner();
    await anna.heard('zigbee2mqtt/marker'); // its subscriptions arrived before
    const command = async (name: string, text: string) =>
      anna.client.publishAsync(`zigbee2mqtt/${name}/set`, text, { qos: 1 });
    await command('old', '1');
    await command('new', '2');
    await expect.poll(() => heard).toEqual(['zigbee2mqtt/new/set 2']);
    const back = anna.next('connect');
    broker.disconnectAll();
    await back;
    await anna.client.subscribeAsync('zigbee2mqtt/marker');
    connection.publish([message('marker', '2')]);
    await expect.poll(async () => (await anna.heard('zigbee2mqtt/marker')).text, { timeout: 4000 }).toBe('2');
    await command('new', '3');
    await expect.poll(() => heard).toEqual(['zigbee2mqtt/new/set 2', 'zigbee2mqtt/new/set 3']);
  });

  test('that goes says so itself; the will is for when it cannot', async () => {
    const anna = await owner();
    const connection = bridge();
    await connection.ready;
    await connection.close([message('bridge/state', 'goodbye')]);
    expect((await anna.heard('zigbee2mqtt/bridge/state')).text).toBe('goodbye');
    const other = bridge();
    await other.ready;
    broker.disconnectAll();
    const later = await owner();
    expect((await later.heard('zigbee2mqtt/bridge/state')).text).toBe('offline');
  });

  test('whose password is wrong is told so', async () => {
    await expect(bridge([], { password: 'wrong' }).ready).rejects.toThrow('Not authorized');
  });

  test('that may not hear its commands is told so', async () => {
    const connection = bridge();
    connection.listen(['elsewhere/set']);
    await expect(connection.ready).rejects.toThrow('Subscribe error');
  });

  test('ends also while the broker is away', async () => {
    const connection = bridge();
    await connection.ready;
    await broker.kill();
    await connection.close([message('bridge/state', 'offline')]);
  });
});

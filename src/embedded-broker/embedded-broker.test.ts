import { once } from 'node:events';
import { get } from 'node:http';

import type { IClientOptions } from 'mqtt';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { allow, deny, noAccounts, openAccount, withAccount, withRole, type Accounts } from './accounts';
import { openEmbeddedBroker, type EmbeddedBroker, type EmbeddedBrokerOptions } from './embedded-broker';
import { hashPassword } from './password';
import { knock, type Guest } from './guest.testing';

const versions = [4, 5] as const;
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of undo.splice(0).toReversed()) await close();
});

let accounts: Accounts;
beforeAll(async () => {
  const password = await hashPassword('right', { iterations: 10 });
  const roles = [
    {
      name: 'homeowner',
      acls: [
        ...(['subscribePattern', 'publishClientReceive'] as const).map((type) => allow(type, '#')),
        deny('publishClientReceive', 'home/+/cred/#'),
        allow('publishClientSend', 'home/+/set'),
        allow('publishClientSend', 'home/status'),
      ],
    },
    { name: 'bridge', acls: ['subscribePattern', 'publishClientReceive', 'publishClientSend'] as const },
  ].map(({ name, acls }) => ({
    name,
    acls: acls.map((acl) => (typeof acl === 'string' ? allow(acl, 'home/#') : acl)),
  }));
  accounts = [
    openAccount('anna', password, ['homeowner']),
    { ...openAccount('bridge', password, ['bridge']), clientId: 'bridge' },
    openAccount('reckless', password, ['homeowner', 'bridge']),
  ].reduce(withAccount, roles.reduce(withRole, noAccounts));
});

async function open(options: Partial<EmbeddedBrokerOptions> = {}): Promise<EmbeddedBroker> {
  const broker = await openEmbeddedBroker({ port: 0, accounts, ...options });
  undo.push(() => broker.close());
  return broker;
}

/** Someone at the door with the right password, unless `options` say otherwise. */
function guest(url: string, username: string, options: IClientOptions = {}): Guest {
  const bound = username === 'bridge' ? { clientId: 'bridge' } : {};
  const arriving = knock(url, { username, password: 'right', ...bound, ...options });
  undo.push(() => arriving.client.endAsync(true));
  return arriving;
}

async function enter(url: string, username: string, options: IClientOptions = {}): Promise<Guest> {
  const arriving = guest(url, username, options);
  await arriving.next('connect');
  return arriving;
}

/** What was sent to `listener` before is there when this resolves: the broker keeps the order. */
async function settled(listener: Guest, speaker: Guest): Promise<void> {
  await speaker.client.publishAsync('home/marker', 'x', { qos: 1 });
  await listener.heard('home/marker');
}

describe.each(versions)('over MQTT %s (4 is 3.1.1)', (protocolVersion) => {
  const refusal = protocolVersion === 5 ? 0x87 : 5;

  test('who gives the right password is let in', async () => {
    const { url } = await open();
    expect((await enter(url, 'anna', { protocolVersion })).client.connected).toBe(true);
  });

  test.each([
    ['a wrong password', 'anna', { password: 'wrong' }],
    ['an unknown name', 'berta', {}],
    ['a client id other than its own', 'bridge', { clientId: 'bridge-2' }],
  ])('who comes with %s is refused as Mosquitto refuses', async (_, username, options) => {
    const { url } = await open();
    const { code } = await guest(url, username, { protocolVersion, ...options }).next('error');
    expect(code).toBe(refusal);
  });

  test('nobody is anonymous', async () => {
    const { url } = await open();
    const { code } = await knock(url, { protocolVersion }).next('error');
    expect(code).toBe(refusal);
  });

  test('what one publishes the other hears, live and with every quality of service', async () => {
    const { url } = await open();
    const [anna, bridge] = [
      await enter(url, 'anna', { protocolVersion }),
      await enter(url, 'bridge', { protocolVersion }),
    ];
    await anna.client.subscribeAsync('home/#', { qos: 1 });
    for (const qos of [0, 1, 2] as const) await bridge.client.publishAsync(`home/lock-${qos}`, 'LOCK', { qos });
    for (const qos of [0, 1, 2] as const) {
      expect(await anna.heard(`home/lock-${qos}`)).toMatchObject({ text: 'LOCK', retain: false });
    }
  });

  test('a burst of retained and passing messages arrives whole and in order', async () => {
    const { url } = await open();
    const [anna, bridge] = [
      await enter(url, 'anna', { protocolVersion }),
      await enter(url, 'bridge', { protocolVersion }),
    ];
    await anna.client.subscribeAsync('home/#');
    const topics = Array.from({ length: 300 }, (_, index) => `home/${index}`);
    for (const [index, topic] of topics.entries()) bridge.client.publish(topic, 'x', { retain: index % 3 === 0 });
    await settled(anna, bridge);
    expect(anna.topics).toEqual([...topics, 'home/marker']);
  });

  test('a message nobody may publish is not delivered and nobody is thrown out', async () => {
    const { url } = await open();
    const [anna, bridge] = [
      await enter(url, 'anna', { protocolVersion }),
      await enter(url, 'bridge', { protocolVersion }),
    ];
    await bridge.client.subscribeAsync('home/#');
    for (const qos of [0, 1, 2] as const) {
      const answer = anna.client.publishAsync('home/lock/state', 'UNLOCKED', { qos, retain: true });
      // MQTT 3.1.1 acknowledges what it drops; MQTT 5 says 0x87 where there is an answer.
      if (protocolVersion === 5 && qos > 0) await expect(answer).rejects.toMatchObject({ code: 0x87 });
      else await answer;
    }
    await anna.client.publishAsync('home/lock/set', 'UNLOCK', { qos: 1 });
    await bridge.heard('home/lock/set');
    expect(bridge.topics).toEqual(['home/lock/set']);
    await bridge.client.subscribeAsync('home/lock/state');
    await settled(bridge, bridge);
    expect(bridge.topics).not.toContain('home/lock/state'); // nor was it retained
  });

  test('a subscription nobody may make is refused, the others in the same packet are not', async () => {
    const { url } = await open();
    const bridge = await enter(url, 'bridge', { protocolVersion });
    const answer = bridge.client.subscribeAsync(['elsewhere/#', 'home/lock']);
    await expect(answer).rejects.toMatchObject({ packet: { granted: [protocolVersion === 5 ? 0x87 : 0x80, 0] } });
    const other = await enter(url, 'reckless', { protocolVersion });
    await other.client.publishAsync('home/lock', 'LOCK', { qos: 1 });
    expect((await bridge.heard('home/lock')).text).toBe('LOCK');
  });

  test('what one may not receive is kept back at each delivery, retained or live', async () => {
    const { url } = await open();
    const [anna, bridge] = [
      await enter(url, 'anna', { protocolVersion }),
      await enter(url, 'bridge', { protocolVersion }),
    ];
    await bridge.client.publishAsync('home/lock/cred/offer', 'sealed', { qos: 1, retain: true });
    await anna.client.subscribeAsync(['home/#', 'home/lock/+/offer', 'home/lock/cred/offer']);
    await bridge.client.publishAsync('home/lock/cred/offer', 'sealed', { qos: 1 });
    await settled(anna, bridge);
    expect(anna.topics).toEqual(['home/marker']);
  });

  test('one account can do nothing to another, nor to the broker: that is for who may administer', async () => {
    const { url } = await open();
    const anna = await enter(url, 'anna', { protocolVersion });
    const bridge = await enter(url, 'bridge', { protocolVersion });
    const deletion = '{"commands":[{"command":"deleteClient","username":"bridge"}]}';
    for (const topic of ['$CONTROL/dynamic-security/v1', '$SYS/broker/version', '$mine']) {
      const answer = anna.client.publishAsync(topic, deletion, { qos: 1, retain: true });
      if (protocolVersion === 5) await expect(answer).rejects.toMatchObject({ code: 0x87 });
      else await answer;
    }
    await bridge.client.subscribeAsync('home/#');
    await settled(bridge, bridge);
  });

  test('a retained message is told to whoever comes later, and is taken back by an empty one', async () => {
    const { url } = await open();
    const bridge = await enter(url, 'bridge', { protocolVersion });
    await bridge.client.publishAsync('home/bridge', 'online', { qos: 1, retain: true });
    const anna = await enter(url, 'anna', { protocolVersion });
    await anna.client.subscribeAsync('home/#');
    expect(await anna.heard('home/bridge')).toMatchObject({ text: 'online', retain: true });
    await bridge.client.publishAsync('home/bridge', '', { qos: 1, retain: true });
    expect(await anna.heard('home/bridge')).toMatchObject({ text: '', retain: false });
    const later = await enter(url, 'reckless', { protocolVersion });
    await later.client.subscribeAsync('home/#');
    await settled(later, bridge);
    expect(later.topics).toEqual(['home/marker']);
  });

  test('a bridge whose connection breaks leaves its last will', async () => {
    const broker = await open();
    const will = { topic: 'home/bridge', payload: Buffer.from('offline'), qos: 1 as const, retain: true };
    const anna = await enter(broker.url, 'anna', { protocolVersion });
    await anna.client.subscribeAsync('home/#');
    const bridge = await enter(broker.url, 'bridge', { protocolVersion, will });
    bridge.client.stream.destroy();
    expect((await anna.heard('home/bridge')).text).toBe('offline');
  });

  test('a last will that its client may not publish is not published', async () => {
    const broker = await open();
    const will = { topic: 'home/bridge', payload: Buffer.from('offline'), qos: 1 as const, retain: true };
    const bridge = await enter(broker.url, 'bridge', { protocolVersion });
    await bridge.client.subscribeAsync('home/#');
    const anna = await enter(broker.url, 'anna', { protocolVersion, will });
    anna.client.stream.destroy();
    await anna.next('close');
    await settled(bridge, bridge);
    expect(bridge.topics).toEqual(['home/marker']);
  });

  test('a kick cuts the connection at once and leaves no last will', async () => {
    const broker = await open();
    const anna = await enter(broker.url, 'reckless', { protocolVersion });
    await anna.client.subscribeAsync('home/#');
    const will = { topic: 'home/bridge', payload: Buffer.from('offline'), qos: 1 as const, retain: false };
    const bridge = await enter(broker.url, 'bridge', { protocolVersion, will });
    const told = protocolVersion === 5 ? bridge.next('disconnect') : Promise.resolve({ reasonCode: 0x98 });
    const closed = bridge.next('close');
    broker.kick('bridge');
    expect((await told).reasonCode).toBe(0x98);
    await closed;
    await settled(anna, anna);
    expect(anna.topics).toEqual(['home/marker']);
  });

  test('a message larger than the broker takes ends the connection, not the broker', async () => {
    const { url } = await open({ maximumPacketBytes: 10_000 });
    const bridge = await enter(url, 'bridge', { protocolVersion });
    const closed = bridge.next('close');
    bridge.client.publish('home/picture', Buffer.alloc(20_000), { qos: 0 }, () => {});
    if (protocolVersion === 4) await closed;
    expect((await enter(url, 'anna', { protocolVersion })).client.connected).toBe(true);
  });

  test('a new connection with the same client id takes the place of the old', async () => {
    const { url } = await open();
    const first = await enter(url, 'bridge', { protocolVersion });
    const closed = first.next('close');
    expect((await enter(url, 'bridge', { protocolVersion })).client.connected).toBe(true);
    await closed;
  });

  test('names that mean something to JavaScript do not bring the broker down', async () => {
    const { url } = await open();
    const bridge = await enter(url, 'reckless', { protocolVersion });
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      const anna = await enter(url, 'anna', { protocolVersion, clientId: name });
      await anna.client.subscribeAsync(name).catch(() => {}); // "__proto__" is refused
      await anna.client.subscribeAsync([name, 'home/other']).catch(() => {});
      await anna.client.unsubscribeAsync(name);
      await anna.client.unsubscribeAsync(name);
      await anna.client.endAsync();
    }
    await bridge.client.subscribeAsync('home/#');
    await settled(bridge, bridge);
  });
});

describe('the broker', () => {
  test('killed and started again on the same port goes on with what it retained, without last wills', async () => {
    const first = await open();
    const will = { topic: 'home/bridge', payload: Buffer.from('offline'), qos: 1 as const, retain: true };
    const bridge = await enter(first.url, 'bridge', { protocolVersion: 5, will });
    await bridge.client.publishAsync('home/bridge', 'online', { qos: 1, retain: true });
    const closed = bridge.next('close');
    await first.kill();
    await closed;
    const second = await open({ port: first.port, memory: first.memory });
    const anna = await enter(second.url, 'anna', { protocolVersion: 5 });
    await anna.client.subscribeAsync('home/#');
    expect(await anna.heard('home/bridge')).toMatchObject({ text: 'online', retain: true });
  });

  test('closed in order tells MQTT 5 clients that it shuts down, and keeps their last wills', async () => {
    const first = await open();
    const will = { topic: 'home/bridge', payload: Buffer.from('offline'), qos: 1 as const, retain: true };
    const bridge = await enter(first.url, 'bridge', { protocolVersion: 5, will });
    const told = bridge.next('disconnect');
    await first.close();
    expect((await told).reasonCode).toBe(0x8b);
    const second = await open({ port: first.port, memory: first.memory });
    const anna = await enter(second.url, 'anna', { protocolVersion: 5 });
    await anna.client.subscribeAsync('home/#');
    expect((await anna.heard('home/bridge')).text).toBe('offline');
  });

  test('started again without its memory has forgotten everything', async () => {
    const first = await open();
    const bridge = await enter(first.url, 'bridge');
    await bridge.client.publishAsync('home/bridge', 'online', { qos: 1, retain: true });
    await first.kill();
    const second = await open({ port: first.port });
    const again = await enter(second.url, 'bridge');
    await again.client.subscribeAsync('home/#');
    await settled(again, again);
    expect(again.topics).toEqual(['home/marker']);
  });

  test('cuts everyone on demand as a failing network would, and takes them back', async () => {
    const broker = await open();
    const anna = guest(broker.url, 'anna', { reconnectPeriod: 10 });
    await anna.next('connect');
    const [closed, back] = [anna.next('close'), anna.next('connect')];
    broker.disconnectAll();
    await Promise.all([closed, back]);
  });

  test('says that its port is taken', async () => {
    const { port } = await open();
    await expect(open({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('is reached on its path only, by WebSockets only', async () => {
    const { url, port } = await open();
    const wrong = new WebSocket(`ws://127.0.0.1:${port}/elsewhere`, 'mqtt');
    expect(String((await once(wrong, 'error').catch((error) => [error]))[0])).toContain('400');
    const [response] = await once(get(url.replace('ws:', 'http:')), 'response');
    expect(response.statusCode).toBe(426);
  });

  test('sends each message as one frame', async () => {
    const { url } = await open();
    const socket = new WebSocket(url, 'mqtt');
    await once(socket, 'open');
    const frames: Buffer[] = [];
    socket.on('message', (frame: Buffer) => frames.push(frame));
    const closed = once(socket, 'close');
    // CONNECT of MQTT 5, clean start, client id "x", no user
    socket.send(Buffer.from('100e00044d5154540502000000000178', 'hex'));
    await closed;
    expect(frames.map((frame) => [frame[0], frame[3]])).toEqual([[0x20, 0x87]]); // CONNACK, not authorized
  });

  test('outlives anything that is not MQTT', async () => {
    const { url } = await open();
    for (const bytes of [
      '',
      'GET / HTTP/1.1\r\n\r\n',
      '\x10\xff\xff\xff\x7f',
      '\x10\x04\x00\x04',
      '\x30\x00',
      '\xf0\x00',
    ]) {
      const socket = new WebSocket(url, 'mqtt');
      await once(socket, 'open');
      socket.send(Buffer.from(bytes, 'latin1'));
      socket.terminate();
      await once(socket, 'close');
    }
    expect((await enter(url, 'anna')).client.connected).toBe(true);
  });

  test('tells its log who came, who was refused and what was denied, on one line each', async () => {
    const log: string[] = [];
    const { url } = await open({ log: (line) => log.push(line) });
    await guest(url, 'anna', { password: 'wrong', clientId: 'evil\nline' }).next('error');
    const anna = await enter(url, 'anna', { protocolVersion: 5, clientId: 'tab (x' });
    await anna.client.publishAsync('home/lock', 'x', { qos: 1 }).catch(() => {});
    await anna.client.subscribeAsync('$SYS/denied').catch(() => {});
    await anna.client.endAsync();
    const withoutPlaces = () => log.map((line) => line.replace(/127\.0\.0\.1:\d+/, 'PLACE'));
    await expect
      .poll(withoutPlaces)
      .toEqual([
        'Client evil\\nline [PLACE] disconnected: not authorised.',
        "New client connected from PLACE as tab (x (p5, c1, k60, u'anna').",
        'Denied PUBLISH from tab ?x (home/lock)',
        'Denied SUBSCRIBE from tab ?x ($SYS/denied)',
        'Client tab (x [PLACE] disconnected.',
      ]);
  });
});

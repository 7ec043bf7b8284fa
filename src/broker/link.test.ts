import { EventEmitter } from 'node:events';

import type { MqttClient } from 'mqtt';
import { expect, test } from 'vitest';

import { limits } from '@/core/limits';
import type { Message } from '@/core/message';

import { createLink } from './link';

/** An MQTT client without a broker: it says what a test makes it say. */
function openMuteClient() {
  const client = Object.assign(new EventEmitter(), {
    stream: { destroy: () => client.emit('close') },
    sendPing: () => client.emit('packetsend', { cmd: 'pingreq' }),
    end: () => {},
    publish: () => {},
    subscribe: () => {},
    unsubscribe: () => {},
  });
  const oversized: [string, number][] = [];
  const link = createLink({
    client: client as unknown as MqttClient, // all that a link uses of it
    protocol: 4,
    clock: () => 7,
    onOversize: (topic, bytes) => oversized.push([topic, bytes]),
  });
  return { client, link, oversized };
}

test('a message larger than the largest document of a home is dropped and told', () => {
  const { client, link, oversized } = openMuteClient();
  const heard: Message[] = [];
  link.onMessage((message) => heard.push(message));
  client.emit('message', 'big', new Uint8Array(limits.inventoryBytes + 1), { retain: true });
  client.emit('message', 'small', new Uint8Array(limits.inventoryBytes), { retain: false });
  expect(oversized).toEqual([['big', limits.inventoryBytes + 1]]);
  expect(heard.map(({ topic, retained, at }) => [topic, retained, at])).toEqual([['small', false, 7]]);
  client.emit('close');
});

test('a ping is answered by its own answer, not by the one to an earlier ping', async () => {
  const { client, link } = openMuteClient(); // which pings once at its start
  let isAnswered = false;
  const ping = link.ping().then(() => (isAnswered = true));
  client.emit('packetreceive', { cmd: 'pingresp' });
  await Promise.resolve();
  expect(isAnswered).toBe(false);
  client.emit('packetreceive', { cmd: 'pingresp' });
  await ping;
  client.emit('close');
});

test('whatever waits for a broker that goes away is told so', async () => {
  const { client, link } = openMuteClient();
  const waiting = Promise.all([
    link.publish({ topic: 'a', payload: '', qos: 1 }),
    link.subscribe(['a']),
    link.unsubscribe(['a']),
    link.ping(),
  ]);
  client.emit('close');
  const notConnected = { outcome: 'refused', reason: 'not-connected' };
  expect(await waiting).toEqual([notConnected, null, undefined, undefined]);
  expect(await link.publish({ topic: 'a', payload: '', qos: 1 })).toEqual(notConnected);
  await new Promise<void>((resolve) => link.onLost(resolve));
});

test('a stream that mqtt.js cannot read is given up', async () => {
  const { client, link } = openMuteClient();
  client.emit('error', new Error('Invalid header flag bits'));
  await new Promise<void>((resolve) => link.onLost(resolve));
});

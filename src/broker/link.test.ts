import { EventEmitter } from 'node:events';

import type { MqttClient } from 'mqtt';
import { afterEach, expect, test, vi } from 'vitest';

import { limits } from '@/core/limits';
import type { Message } from '@/core/message';

import { createLink } from './link';

afterEach(() => void vi.useRealTimers());

/** An MQTT client without a broker: it says what a test makes it say. */
function openMuteClient() {
  const client = Object.assign(new EventEmitter(), {
    connected: true,
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

test('a part of a message can be kept without keeping all that the socket received with it', () => {
  const { client, link } = openMuteClient();
  let payload: Uint8Array = new Uint8Array();
  link.onMessage((message) => (payload = message.payload));
  client.emit('message', 'a', Buffer.from('a long chunk of the socket').subarray(2, 6), { retain: false });
  expect(new TextDecoder().decode(payload)).toBe('long');
  expect(payload.slice(0, 2).buffer.byteLength).toBe(2);
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

test('a connection that is lost leaves no timer behind, whatever was under way', () => {
  vi.useFakeTimers();
  const { client, link } = openMuteClient();
  void link.publish({ topic: 'a', payload: '', qos: 1 });
  void link.end();
  expect(vi.getTimerCount()).toBe(3);
  client.emit('close');
  expect(vi.getTimerCount()).toBe(0);
});

test('an unanswered publish is given up after a while', async () => {
  vi.useFakeTimers();
  const { client, link } = openMuteClient();
  const publishing = link.publish({ topic: 'a', payload: '', qos: 1 });
  vi.advanceTimersByTime(10_000);
  expect(await publishing).toEqual({ outcome: 'refused', reason: 'timed-out' });
  client.emit('close');
});

test('a stream that mqtt.js cannot read is given up', async () => {
  const { client, link } = openMuteClient();
  client.emit('error', new Error('Invalid header flag bits'));
  await new Promise<void>((resolve) => link.onLost(resolve));
});

test('over MQTT 3.1.1 nobody knows whether what the broker took is heard, and at QoS 0 nothing is said of it', async () => {
  const { client, link } = openMuteClient();
  Object.assign(client, { publish: (...all: readonly unknown[]) => (all.at(-1) as () => void)() }); // called back at once
  const told = (qos: 0 | 1) => link.publish({ topic: 'home/alerts', payload: 'smoke', qos });
  expect(await told(1)).toEqual({ outcome: 'sent', heard: 'unknown' });
  expect(await told(0)).toEqual({ outcome: 'sent' });
  client.emit('close');
});

import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { openWatchedBroker, type WatchedBroker } from '@/broker/watched-broker.testing';
import { askLogin } from '@/conventions/zigbee2mqtt/login';

import { askByCommand } from './by-command';

let mosquitto: Mosquitto;
let bridge: MqttClient;
let owner: WatchedBroker;
/** what the bridge does with each question, by its transaction */
let answer: (transaction: string) => void = () => {};

beforeAll(async () => {
  mosquitto = await startMosquitto({ users: { owner: 'a', bridge: 'b' } });
  return mosquitto.stop;
});
beforeEach(async () => {
  bridge = await mqtt.connectAsync(mosquitto.wsUrl, { username: 'bridge', password: 'b' });
  bridge.on('message', (_, payload) => answer((JSON.parse(payload.toString()) as { transaction: string }).transaction));
  await bridge.subscribeAsync('z/bridge/request/options');
  owner = openWatchedBroker({ url: mosquitto.wsUrl, username: 'owner', password: 'a' });
  await owner.until('connected');
});
afterEach(async () => {
  await Promise.all([owner.close(), bridge.endAsync(true)]);
});

function tellsInfo(user: string): void {
  bridge.publish('z/bridge/info', JSON.stringify({ config: { mqtt: { user } } }), { retain: true });
}

function answers(transaction: string, status = 'ok'): void {
  bridge.publish('z/bridge/response/options', JSON.stringify({ data: {}, status, transaction }));
}

const ask = (transaction: string, timeoutMs = 5_000) => askByCommand([owner], askLogin('z', transaction), timeoutMs);

test('a bridge says what it is set to in the document it publishes after it has answered us', async () => {
  answer = (transaction) => {
    tellsInfo('z.a');
    answers(transaction);
  };
  expect(await ask('t1')).toBe('z.a');
});

test('what it publishes and answers for somebody else is no answer to us', async () => {
  answer = () => {
    tellsInfo('z.b');
    answers('somebody else’s');
  };
  expect(await ask('t2', 300)).toBeNull();
});

test('what it had under way before it answered us is not what it is set to now', async () => {
  answer = (transaction) => {
    tellsInfo(transaction.endsWith('-again') ? 'z.a' : 'z.b');
    answers(transaction);
    answers(transaction); // twice
  };
  expect(await ask('t3')).toBe('z.a');
});

test('an answer that comes late is none to the next question', async () => {
  answer = () => {};
  expect(await ask('t4', 100)).toBeNull();
  answer = () => {
    answers('t4');
    tellsInfo('z.b');
  };
  expect(await ask('t5', 300)).toBeNull();
});

test('a bridge that refuses to look tells nothing', async () => {
  answer = (transaction) => {
    tellsInfo('z.a');
    answers(transaction, 'error');
  };
  expect(await ask('t6')).toBeNull();
});

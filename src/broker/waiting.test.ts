import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { versionOfMosquitto } from './mosquitto-programs.testing';
import { startMosquitto, type Mosquitto } from './mosquitto.testing';
import { openWatchedBroker, type WatchedBroker } from './watched-broker.testing';

let mosquitto: Mosquitto;
let bridge: MqttClient;
let owner: WatchedBroker;

beforeAll(async () => {
  mosquitto = await startMosquitto({ users: { owner: 'a', bridge: 'b' }, extraConfig: 'log_type all' });
  return mosquitto.stop;
});
beforeEach(async () => {
  bridge = await mqtt.connectAsync(mosquitto.wsUrl, { username: 'bridge', password: 'b' });
  owner = openWatchedBroker({ url: mosquitto.wsUrl, username: 'owner', password: 'a' });
  await owner.until('connected');
});
afterEach(async () => {
  await Promise.all([owner.close(), bridge.endAsync(true)]);
});

const pingsInLog = () => mosquitto.log().match(/Received PINGREQ from gatehouse-/g)?.length ?? 0;

async function retain(topic: string, payload: string): Promise<void> {
  await bridge.publishAsync(topic, payload, { retain: true, qos: 1 });
}

/** 2.1 has a WebSocket server of its own and sends as much as the socket takes: nobody need keep it awake. */
const sendsInPieces = versionOfMosquitto().startsWith('2.0.');

describe('Mosquitto sends a long message 4 kB at a time', () => {
  const long = 'x'.repeat(300_000);

  test('and is kept awake until the long document it remembers is complete', async () => {
    await retain('home/devices', long);
    const before = pingsInLog();
    await owner.subscribe(['home/devices']);
    expect(await owner.heard('home/devices')).toBe(long);
    if (sendsInPieces) expect(pingsInLog() - before).toBeGreaterThan(30);
  });

  test('and is kept awake when one comes out of the blue', async () => {
    await owner.subscribe(['home/picture']);
    const before = pingsInLog();
    bridge.publish('home/picture', long);
    expect(await owner.heard('home/picture')).toBe(long);
    if (sendsInPieces) expect(pingsInLog() - before).toBeGreaterThan(30);
  });

  test('and what it remembers is taken for complete only when the long one is', async () => {
    await retain('home/a', 'short');
    await retain('home/b', long);
    await owner.subscribe(['home/a', 'home/b']);
    await owner.settle({ quietMs: 20, maxMs: 60_000 });
    expect(owner.messages.map(({ topic }) => topic)).toEqual(['home/a', 'home/b']);
  });
});

describe('what a home remembers', () => {
  test('has come when nothing more comes', async () => {
    const topics = Array.from({ length: 300 }, (_, n) => `home/status/${n}`);
    await Promise.all(topics.map((topic) => retain(topic, 'online')));
    const answers = await owner.subscribe(topics);
    expect(answers.map(({ filter }) => filter)).toEqual(topics);
    expect(answers.every(({ granted }) => granted)).toBe(true);
    await owner.settle({ quietMs: 100, maxMs: 60_000 });
    expect(owner.messages).toHaveLength(300);
    expect(owner.messages.every(({ retained }) => retained)).toBe(true);
  });

  test('has come although the home goes on talking', async () => {
    await owner.subscribe(['home/talk']);
    const talk = setInterval(() => bridge.publish('home/talk', 'bla'), 5);
    await owner.settle({ quietMs: 100, maxMs: 600_000 });
    // it resolved while the talk went on, which is seen to have been heard
    await vi.waitFor(() => expect(owner.messages.length).toBeGreaterThan(5), { timeout: 20_000 });
    clearInterval(talk);
  });

  test('is not waited for longer than asked, nor when the connection is lost', async () => {
    await owner.settle({ quietMs: 600_000, maxMs: 10 });
    const settling = owner.settle({ quietMs: 600_000, maxMs: 600_000 });
    await owner.close();
    await settling;
    await owner.settle({ quietMs: 600_000, maxMs: 600_000 });
  });
});

describe('a question to a bridge', () => {
  const question = (id: string) => ({
    ask: { topic: 'bridge/request', payload: id, qos: 1 as const },
    answerTopic: 'bridge/response',
    matches: (payload: string) => payload === `answer ${id}`,
  });

  async function answer(how: (id: string) => void): Promise<void> {
    bridge.on('message', (_, payload) => how(payload.toString()));
    await bridge.subscribeAsync('bridge/request');
  }

  test('is answered to each who asked, whatever the order of the answers', async () => {
    const asked: string[] = [];
    await answer((id) => {
      asked.push(id);
      if (asked.length < 2) return;
      for (const one of asked.toReversed()) bridge.publish('bridge/response', `answer ${one}`);
    });
    const [one, other] = await Promise.all([
      owner.request(question('1'), { timeoutMs: 60_000 }),
      owner.request(question('2'), { timeoutMs: 60_000 }),
    ]);
    expect(one).toEqual({ outcome: 'answered', payload: 'answer 1' });
    expect(other).toEqual({ outcome: 'answered', payload: 'answer 2' });
  });

  test('is answered also where the answers are listened to anyway', async () => {
    await owner.subscribe(['bridge/#']);
    await answer((id) => bridge.publish('bridge/response', `answer ${id}`));
    expect(await owner.request(question('3'), { timeoutMs: 60_000 })).toMatchObject({ outcome: 'answered' });
    expect(owner.messages.filter(({ topic }) => topic === 'bridge/response')).toHaveLength(1);
  });

  test('is not answered by what was said before it', async () => {
    await retain('bridge/response', 'answer 4');
    expect(await owner.request(question('4'), { timeoutMs: 200 })).toEqual({ outcome: 'timed-out' });
    await retain('bridge/response', '');
  });

  test('that nobody answers ends', async () => {
    expect(await owner.request(question('5'), { timeoutMs: 20 })).toEqual({ outcome: 'timed-out' });
    const waiting = owner.request(question('6'), { timeoutMs: 600_000 });
    await owner.close();
    expect(await waiting).toEqual({ outcome: 'not-connected' });
    expect(await owner.request(question('7'), { timeoutMs: 600_000 })).toEqual({ outcome: 'not-connected' });
  });
});

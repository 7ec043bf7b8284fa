import { afterEach, beforeAll, describe, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from './mosquitto.testing';
import type { BrokerOptions } from './port';
import { openWatchedBroker, type WatchedBroker } from './watched-broker.testing';

let mosquitto: Mosquitto;
const opened: WatchedBroker[] = [];

beforeAll(async () => {
  mosquitto = await startMosquitto({
    users: { owner: 'correct horse', bridge: 'battery staple' },
    acl: ['user owner', 'topic readwrite home/#', 'topic deny vault/#', 'user bridge', 'topic readwrite #'].join('\n'),
  });
  return mosquitto.stop;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((broker) => broker.close()));
});

function open(username: string, password: string, more?: Partial<BrokerOptions>): WatchedBroker {
  const broker = openWatchedBroker({ url: mosquitto.wsUrl, username, password }, more);
  opened.push(broker);
  return broker;
}
const openOwner = (more?: Partial<BrokerOptions>) => open('owner', 'correct horse', more);
const openBridge = () => open('bridge', 'battery staple');

async function connected(broker: WatchedBroker): Promise<WatchedBroker> {
  await broker.until('connected');
  return broker;
}

describe('a home on Mosquitto', () => {
  test('is reached with MQTT 5', async () => {
    const owner = openOwner({ clock: () => 1234 });
    expect(await owner.until('connected')).toEqual({
      status: 'connected',
      url: mosquitto.wsUrl,
      since: 1234,
      username: 'owner',
      protocol: 5,
    });
    expect(owner.states.map((state) => state.status)).toEqual(['connecting', 'connected']);
  });

  test('refuses a wrong password, and is not asked again', async () => {
    const stranger = open('owner', 'wrong horse');
    expect(await stranger.until('failed')).toMatchObject({ failure: { kind: 'bad-credentials' } });
    expect(JSON.stringify(stranger.states)).not.toContain('wrong horse');
  });

  test('refuses whoever does not say who he is', async () => {
    expect(await open('', '').until('failed')).toMatchObject({ failure: { kind: 'bad-credentials' } });
  });

  test('tells what a bridge says, and whether it is only remembered', async () => {
    const [owner, bridge] = await Promise.all([connected(openOwner({ clock: () => 77 })), connected(openBridge())]);
    expect(await owner.subscribe(['home/door'])).toEqual([{ filter: 'home/door', granted: true }]);
    expect(await bridge.publish({ topic: 'home/door', payload: 'open', qos: 1 })).toEqual({ outcome: 'sent' });
    expect(await owner.heard('home/door')).toBe('open');
    expect(owner.messages[0]).toMatchObject({ retained: false, at: 77 });
  });

  test('says when an account may not publish', async () => {
    const owner = await connected(openOwner());
    expect(await owner.publish({ topic: 'vault/open', payload: '', qos: 1 })).toEqual({
      outcome: 'refused',
      reason: 'not-authorised',
    });
  });

  test('does not cut us for a topic or filter that somebody made up to break us', async () => {
    const owner = await connected(openOwner());
    const evil = ['home/#/x', 'home/a+', '', 'home/\u0000', 'home/\u0007', `home${'/x'.repeat(300)}`, 'home/\ud800'];
    const answers = await owner.subscribe(['home/good', ...evil]);
    expect(answers.filter(({ granted }) => granted)).toEqual([{ filter: 'home/good', granted: true }]);
    for (const topic of evil) {
      expect(await owner.publish({ topic, payload: '', qos: 1 })).toMatchObject({ outcome: 'refused' });
    }
    expect(await owner.publish({ topic: 'home/good', payload: 'still here', qos: 1 })).toEqual({ outcome: 'sent' });
    expect(await owner.heard('home/good')).toBe('still here');
    expect(owner.states).toHaveLength(2);
  });

  test('can be left, and says nothing more', async () => {
    const [owner, bridge] = await Promise.all([connected(openOwner()), connected(openBridge())]);
    await owner.subscribe(['home/#']);
    await owner.close();
    await bridge.publish({ topic: 'home/door', payload: 'open', qos: 1 });
    expect(owner.messages).toEqual([]);
    expect(owner.states.map((state) => state.status)).toEqual(['connecting', 'connected']);
    expect(await owner.publish({ topic: 'home/door', payload: '', qos: 1 })).toMatchObject({ reason: 'not-connected' });
    expect(await owner.subscribe(['home/a'])).toEqual([{ filter: 'home/a', granted: false, reason: 'not-connected' }]);
    expect(mosquitto.log()).not.toContain('protocol error');
  });
});

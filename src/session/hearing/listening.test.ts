import mqtt from 'mqtt';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { homeAssistant } from '@/conventions/home-assistant/home-assistant';
import { messageOf } from '@/conventions/listen.testing';

import type { Session } from '../session';
import { openTestSession } from '../session.testing';
import { createListening } from './listening';
import { openPipeline } from './pipeline';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function brokerThatRetains(messages: readonly (readonly [topic: string, payload: string])[]): Promise<Mosquitto> {
  const broker = await startMosquitto({ users: { owner: 'o', bridge: 'b' } });
  ends.push(() => broker.stop());
  const bridge = await mqtt.connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
  await Promise.all(messages.map(([topic, payload]) => bridge.publishAsync(topic, payload, { retain: true, qos: 1 })));
  await bridge.endAsync();
  return broker;
}

async function listen(broker: Mosquitto): Promise<Session> {
  const session = openTestSession();
  ends.push(() => session.close());
  const feed = session.openFeed();
  await new Promise<void>((resolve) => {
    feed.onChange(() => {
      if (feed.take()?.listening?.phase === 'settled') resolve();
    });
    session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
  });
  return session;
}

const config = (component: string, node: string, object: string, prefix = 'homeassistant') =>
  [
    `${prefix}/${component}/${node}/${object}/config`,
    JSON.stringify({
      name: object,
      unique_id: `${node}_${object}`,
      state_topic: `home/${node}`,
      value_template: `{{ value_json.${object} }}`,
      ...(object === 'battery' && { device_class: 'battery', unit_of_measurement: '%' }),
      device: { identifiers: [node], name: `Device ${node}` },
    }),
  ] as const;

/** A home in which somebody new comes while each step is waited for, `most` in all, who is heard on a topic of his own. */
function listenWhereSomebodyComes(most: number) {
  const pipeline = openPipeline([homeAssistant], () => {});
  const phases: string[] = [];
  let came = 0;
  const listening = createListening({
    broker: {
      subscribe: async (filters) => filters.map((filter) => ({ filter, granted: true })),
      unsubscribe: async () => {},
      publish: async () => ({ outcome: 'sent' }),
      async settle() {
        await new Promise((resolve) => setImmediate(resolve));
        if (came < most) come();
      },
    },
    pipeline,
    allHeard: async () => {},
    tell: ({ listening: told }) => void (told !== undefined && phases.push(told.phase)),
    askForStates: false,
  });
  function come(): void {
    came += 1;
    const [topic, payload] = config('sensor', `guest${came}`, 'power');
    pipeline.hear(messageOf({ topic, payload }));
    listening.review({ topic, retained: false });
  }
  const isSettled = () => vi.waitFor(() => expect(phases.at(-1)).toBe('settled'));
  return { listening, phases, come, isSettled };
}

test('a home to which somebody new comes at every moment is told all the same', async () => {
  const { listening, isSettled } = listenWhereSomebodyComes(100_000);
  listening.start();
  await isSettled();
  listening.stop();
});

test('once the home was told, a newcomer is no reason to say that it is only being listened to', async () => {
  const { listening, phases, come, isSettled } = listenWhereSomebodyComes(3);
  listening.start();
  await isSettled();
  phases.length = 0;
  come();
  await isSettled();
  expect(phases).toEqual(['settled']);
  // another connection is another look
  listening.stop();
  listening.start();
  expect(phases.at(-1)).toBe('settled');
  await vi.waitFor(() => expect(phases).toContain('learning'));
  await isSettled();
});

describe('listening to a real Mosquitto', { timeout: 120_000 }, () => {
  test('a house of 1,600 retained discovery messages is discovered whole, and so is the last sensor in it', async () => {
    const objects = ['power', 'energy', 'voltage', 'current', 'uptime', 'version', 'address', 'battery'];
    const nodes = Array.from({ length: 200 }, (_, n) => `node${n}`);
    const session = await listen(
      await brokerThatRetains([
        ...nodes.flatMap((node) => objects.map((object) => config('sensor', node, object))),
        ...nodes.map((node, n) => [`home/${node}`, JSON.stringify({ battery: 1 + (n % 100) })] as const),
      ]),
    );
    const devices = [...session.home.devices.values()];
    expect(devices).toHaveLength(200);
    expect(devices.filter(({ battery }) => battery !== null)).toHaveLength(200);
  });

  test('discovery below another prefix is found where there is none below the default one', async () => {
    const session = await listen(await brokerThatRetains([config('sensor', 'attic', 'battery', 'my/house')]));
    expect([...session.home.devices.keys()]).toEqual([]);
    const other = await listen(await brokerThatRetains([config('sensor', 'attic', 'battery', 'house')]));
    expect([...other.home.devices.keys()]).toEqual(['ha:attic']);
  });

  test('a lock below a second prefix is found beside the default one, with all that stands there', async () => {
    const session = await listen(
      await brokerThatRetains([
        config('sensor', 'attic', 'battery'),
        config('lock', 'gate', 'bolt', 'garden'),
        config('sensor', 'shed', 'battery', 'garden'),
      ]),
    );
    expect([...session.home.devices.keys()].toSorted()).toEqual(['ha:attic', 'ha:gate', 'ha:shed']);
  });
});

import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { openHome } from '@/simulator/home';

import { openTestSession } from '../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const evening = Date.UTC(2026, 10, 24, 18);
const devicesEach = 21;

/** What a bridge on `baseTopic` says at its start; every simulated bridge pairs the same addresses, here each has its own. */
function greetingOf(baseTopic: string, network: string) {
  const { messages } = openHome({ seed: 3, devices: devicesEach - 1, startAt: evening, baseTopic });
  return messages.map((message) => ({
    ...message,
    payload: message.payload.replaceAll('0x00124b', `0x${network}124b`),
  }));
}

async function start(client: MqttClient, baseTopic: string, network: string): Promise<void> {
  for (const { topic, payload, retain } of greetingOf(baseTopic, network))
    await client.publishAsync(topic, payload, { retain });
}

/** A third program announces a device of its own where Home Assistant looks, in the midst of the second bridge's topics. */
const announced = {
  name: 'Shed window',
  unique_id: 'shed-window',
  state_topic: 'shed/window',
  device_class: 'window',
  device: { identifiers: ['shed-window'], name: 'Shed window' },
};

test('two Zigbee2MQTTs side by side, one on the topic where Home Assistant looks for devices, are two', async () => {
  const broker = await startMosquitto({ users: { owner: 'o', bridge: 'b' } });
  ends.push(() => broker.stop());
  const bridge = await mqtt.connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
  ends.push(() => bridge.endAsync());
  await start(bridge, 'zigbee2mqtt', '00');
  await start(bridge, 'homeassistant', '01');
  const config = 'homeassistant/binary_sensor/shed/window/config';
  await bridge.publishAsync(config, JSON.stringify(announced), { retain: true });

  const session = openTestSession();
  ends.push(() => session.close());
  const feed = session.openFeed();
  const all = () => [...session.home.devices.values()];
  const areThere = new Promise<void>((resolve) => {
    feed.onChange(() => {
      feed.take();
      if (all().length === 2 * devicesEach + 1) resolve();
    });
  });
  session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
  await areThere;
  const doors = all().filter(({ name }) => name === 'Front door');
  expect(doors.map(({ kind, identifiers }) => `${kind} ${identifiers[0]?.slice(0, 13)}`).toSorted()).toEqual([
    'lock ieee:0x00124b',
    'lock ieee:0x01124b',
  ]);
  expect(new Set(doors.map(({ via }) => via)).size).toBe(2);
  expect(all().filter(({ kind }) => kind === 'hub')).toHaveLength(2);
  expect(all().find(({ name }) => name === 'Shed window')?.conventions).toEqual(['home-assistant']);

  // each is commanded where it listens
  const heard: string[] = [];
  const bothHeard = new Promise<void>((resolve) => {
    bridge.on('message', (topic) => {
      heard.push(topic);
      if (heard.length === 2) resolve();
    });
  });
  await bridge.subscribeAsync('+/Front door/set');
  for (const { id } of doors) await session.command({ device: id, command: { type: 'lock' } });
  await bothHeard;
  expect(heard.toSorted()).toEqual(['homeassistant/Front door/set', 'zigbee2mqtt/Front door/set']);
});

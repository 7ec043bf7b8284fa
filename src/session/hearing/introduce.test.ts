import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import type { Device } from '@/core/device';

import type { Session } from '../session';
import { openTestSession } from '../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function mosquitto(): Promise<Mosquitto> {
  const broker = await startMosquitto({ users: { owner: 'o', things: 't' } });
  ends.push(() => broker.stop());
  return broker;
}

async function things({ wsUrl }: Mosquitto): Promise<MqttClient> {
  const client = await mqtt.connectAsync(wsUrl, { username: 'things', password: 't' });
  ends.push(() => client.endAsync(true));
  return client;
}

function listen({ wsUrl }: Mosquitto, askForStates: boolean): Session {
  const session = openTestSession({ askForStates });
  ends.push(() => session.close());
  session.connect({ url: wsUrl, username: 'owner', password: 'o' });
  return session;
}

/** resolves when the home is as it should be, or the session has settled with what it heard */
function until(session: Session, satisfies: (devices: readonly Device[], settled: boolean) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const feed = session.openFeed();
    let isSettled = false;
    const look = () => {
      const batch = feed.take();
      isSettled = batch?.listening === undefined ? isSettled : batch.listening.phase === 'settled';
      if (satisfies([...session.home.devices.values()], isSettled)) resolve();
    };
    feed.onChange(look);
    look();
  });
}

const online = { qos: 1, retain: true } as const;

/** A Shelly on its owner's prefix: it retains that it is online, and answers what it is asked. */
async function runShelly(
  client: MqttClient,
  more: Readonly<Record<string, object>> = {},
): Promise<{ readonly asked: string[] }> {
  const asked: string[] = [];
  const answers: Readonly<Record<string, object>> = {
    'MQTT.GetConfig': { client_id: 'boiler', user: 'boiler', topic_prefix: 'house/boiler' },
    'Shelly.GetDeviceInfo': {
      id: 'shellyplus1pm-0a1b2c3d4e5f',
      mac: '0A1B2C3D4E5F',
      name: 'Boiler',
      model: 'SNSW-001P16EU',
      ver: '1.7.4',
    },
    'Shelly.GetStatus': {
      'switch:0': { output: true },
      sys: { available_updates: { stable: { version: '1.7.5' } } },
    },
    ...more,
  };
  client.on('message', (_, payload) => {
    const { id, src, method } = JSON.parse(payload.toString()) as { id: number; src: string; method: string };
    asked.push(method);
    const answer = { id, src: 'shellyplus1pm-0a1b2c3d4e5f', dst: src, result: answers[method] };
    client.publish(`${src}/rpc`, JSON.stringify(answer));
  });
  await client.subscribeAsync('house/boiler/rpc');
  await client.publishAsync('house/boiler/online', 'true', online);
  // it says now and then how strong its Wi-Fi is; nobody knows when that was last
  await client.publishAsync('house/boiler/status/wifi', '{"rssi":-60}', online);
  return { asked };
}

test('a Shelly of which only a topic is known says who it is when it is asked', { timeout: 60_000 }, async () => {
  const broker = await mosquitto();
  await runShelly(await things(broker));
  const session = listen(broker, true);
  await until(session, (devices) => devices.some(({ name, state }) => name === 'Boiler' && state.switch !== undefined));
  expect([...session.home.devices.values()]).toMatchObject([
    {
      identifiers: expect.arrayContaining(['mac:0a:1b:2c:3d:4e:5f', 'shelly:shellyplus1pm-0a1b2c3d4e5f']),
      reachability: 'online',
      firmware: { value: { installed: '1.7.4', latest: '1.7.5', updateAvailable: true } },
      login: { value: { username: 'boiler' } },
      state: { switch: { value: 'on' } },
    },
  ]);
});

test(
  'a window whose Bluetooth sensor a Shelly hears is found when the Shelly is asked',
  { timeout: 60_000 },
  async () => {
    const broker = await mosquitto();
    const client = await things(broker);
    const addr = '3c:2e:f5:00:00:01';
    const { asked } = await runShelly(client, {
      'Shelly.GetComponents': {
        components: [
          { key: 'bthomedevice:200', status: { battery: 90 }, config: { id: 200, addr, name: 'Kitchen window' } },
          { key: 'bthomesensor:200', status: { value: false }, config: { id: 200, addr, obj_id: 45, idx: 0 } },
        ],
        offset: 0,
        total: 2,
      },
    });
    const session = listen(broker, true);
    await until(session, (devices) => devices.some(({ name }) => name === 'Boiler'));
    const opens = (value: boolean) =>
      client.publishAsync('house/boiler/status/bthomesensor:200', JSON.stringify({ id: 200, value }));
    await opens(true);
    await until(session, (devices) => devices.some(({ name }) => name === 'Kitchen window'));
    await opens(true);
    await until(session, (devices) => devices.some(({ state }) => state.contact?.value === 'open'));
    const window = [...session.home.devices.values()].find(({ name }) => name === 'Kitchen window');
    expect(window).toMatchObject({ id: `mac:${addr}`, kind: 'sensor', battery: { value: { percent: 90 } } });
    expect(session.home.devices.get(window?.via ?? '')?.name).toBe('Boiler');
    expect(asked.filter((method) => method === 'Shelly.GetComponents')).toHaveLength(1);
  },
);

test('whoever only listens asks nobody', { timeout: 60_000 }, async () => {
  const broker = await mosquitto();
  const client = await things(broker);
  const { asked } = await runShelly(client);
  const session = listen(broker, false);
  await until(session, (devices, settled) => settled && devices.length === 1);
  // what was asked before this would have come before it
  await client.publishAsync('house/boiler/status/wifi', '{"rssi":-61}', online);
  await until(session, ([device]) => device?.signal?.value.rssiDbm === -61);
  expect(asked).toEqual([]);
});

test(
  'hundreds of devices of each kind are all found, though each is one retained message',
  { timeout: 180_000 },
  async () => {
    const broker = await mosquitto();
    const client = await things(broker);
    const each = 520;
    for (let index = 0; index < each; index++) {
      const hex = index.toString(16).padStart(6, '0');
      await Promise.all([
        client.publishAsync(`shellyplus1-0a1b2c${hex}/online`, 'true', online),
        client.publishAsync(`wled/${hex}/status`, 'online', online),
      ]);
    }
    const session = listen(broker, false);
    await until(session, (_, settled) => settled);
    const found = [...session.home.devices.values()].map(({ conventions: [by] }) => by);
    expect(found.filter((by) => by === 'shelly')).toHaveLength(each);
    expect(found.filter((by) => by === 'wled')).toHaveLength(each);
  },
);

import mqtt from 'mqtt';
import { afterEach, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { begin as alarmo } from '@/conventions/alarmo/examples.testing';
import { begin as amcrest } from '@/conventions/amcrest2mqtt/examples.testing';
import { begin as frigate } from '@/conventions/frigate/examples.testing';
import { device5, door4 } from '@/conventions/homie/examples.testing';
import { messageOf } from '@/conventions/listen.testing';
import { begin as nuki } from '@/conventions/nuki/examples.testing';
import { begin as nukiHub } from '@/conventions/nuki-hub/examples.testing';
import { begin as ring } from '@/conventions/ring-mqtt/examples.testing';
import { begin as wyze } from '@/conventions/wyze-bridge/examples.testing';
import { begin as zwave, lock as zwaveLock, value as zwaveValue } from '@/conventions/zwave-js-ui/examples.testing';

import { openTestSession } from '../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const gate = { name: 'Gate', nodes: { lock: { properties: { locked: { datatype: 'boolean' } } } } };

test('a home in which everybody speaks another convention is heard on one broker', async () => {
  const broker = await startMosquitto({ users: { owner: 'o', bridge: 'b' } });
  ends.push(() => broker.stop());
  const bridge = await mqtt.connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
  ends.push(() => bridge.endAsync());
  const homie = [...door4, ...device5('gate', gate)];
  const zwaveBolt = [zwaveValue(`${zwaveLock}/currentMode`, 255)];
  const kept = [homie, frigate, zwave, zwaveBolt, nukiHub, nuki, wyze, amcrest, alarmo].flat();
  // on one connection and one after the other, so that the memory is that of the last word
  for (const { topic, payload } of kept.map((line) => messageOf(line)))
    await bridge.publishAsync(topic, Buffer.from(payload), { retain: true });

  const session = openTestSession();
  ends.push(() => session.close());
  const feed = session.openFeed();
  const kinds = () => [...session.home.devices.values()].map(({ name, kind }) => `${kind} ${name}`).toSorted();
  const isThere = (wanted: readonly string[]) =>
    new Promise<void>((resolve) => {
      feed.onChange(() => {
        feed.take();
        if (wanted.every((one) => kinds().includes(one))) resolve();
      });
    });
  const remembered = isThere(house);
  session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
  await remembered;
  expect(kinds()).toEqual(house);

  // ring-mqtt retains nothing: it is heard when it next says how its devices are
  const heard = isThere(['camera Ring camera cam1']);
  for (const { topic, payload } of ring.filter((line) => line.topic.endsWith('/status')).map((line) => messageOf(line)))
    await bridge.publishAsync(topic, Buffer.from(payload));
  await heard;
});

const house = [
  'alarm Alarmo',
  'alarm Alarmo ground floor',
  'camera Amcrest AMC0001DB01',
  'camera drive',
  'camera front porch',
  'camera nursery',
  'camera porch',
  'hub Frigate (nvr)',
  'hub Node 1',
  'hub amcrest2mqtt service',
  'hub door',
  'lock Front Door',
  'lock Gate',
  'lock Haustür',
  'lock Nuki 398172F4',
  'lock Nuki lock (door)',
];

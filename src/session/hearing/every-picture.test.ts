import mqtt from 'mqtt';
import { afterEach, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { begin as amcrest, base64, jpeg as amcrestJpeg, serial } from '@/conventions/amcrest2mqtt/examples.testing';
import { begin as frigate, jpeg as frigateJpeg } from '@/conventions/frigate/examples.testing';
import { messageOf } from '@/conventions/listen.testing';
import { begin as ring, jpeg as ringJpeg } from '@/conventions/ring-mqtt/examples.testing';
import { begin as wyze, jpeg as wyzeJpeg } from '@/conventions/wyze-bridge/examples.testing';
import { stillOf } from '@/simulator/cameras/still';

import { openTestSession } from '../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const still = stillOf({ place: 'garage', name: 'Shed', at: 0, event: null, subject: null, parked: false });
const announce = (component: string, id: string, options: object) => ({
  topic: `homeassistant/${component}/${id}/view/config`,
  payload: { dev: { ids: [id], name: id }, ...options },
});

/** Each camera with what it was announced with, the message that is its picture, and the bytes that must arrive. */
const cameras = {
  drive: { begin: frigate, picture: { topic: 'nvr/drive/person/snapshot', payload: frigateJpeg }, bytes: frigateJpeg },
  'front porch': {
    begin: wyze,
    picture: { topic: 'wyzebridge/front-porch/image', payload: wyzeJpeg },
    bytes: wyzeJpeg,
  },
  amcrest: {
    begin: amcrest,
    picture: { topic: `amcrest2mqtt/${serial}/camera/snapshot`, payload: base64 },
    bytes: amcrestJpeg,
  },
  'ha-camera': {
    begin: [announce('camera', 'ha-camera', { topic: 'ha/camera' })],
    picture: { topic: 'ha/camera', payload: still },
    bytes: still,
  },
  'ha-image': {
    begin: [announce('image', 'ha-image', { image_topic: 'ha/image', image_encoding: 'b64' })],
    picture: { topic: 'ha/image', payload: Buffer.from(still).toString('base64') },
    bytes: still,
  },
  Shed: {
    begin: [{ topic: 'gatehouse/v1/device/shed/about', payload: { name: 'Shed', kind: 'camera' } }],
    picture: { topic: 'gatehouse/v1/device/shed/image', payload: still },
    bytes: still,
  },
  'Ring camera cam1': {
    begin: ring,
    picture: { topic: 'ring/home-1/camera/cam1/snapshot/image', payload: ringJpeg },
    bytes: ringJpeg,
  },
} as const;

test('a picture by MQTT reaches the page of its camera, whatever software sends it', async () => {
  const broker = await startMosquitto({ users: { owner: 'o', bridge: 'b' } });
  ends.push(() => broker.stop());
  const bridge = await mqtt.connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
  ends.push(() => bridge.endAsync());
  for (const { begin, picture } of Object.values(cameras)) {
    for (const { topic, payload } of [...begin, picture].map((line) => messageOf(line)))
      await bridge.publishAsync(topic, Buffer.from(payload), { retain: true });
  }
  const session = openTestSession();
  ends.push(() => session.close());
  const feed = session.openFeed();
  const shown = () =>
    Object.fromEntries(
      [...session.home.devices.values()].flatMap(({ id, name, vendor }) => {
        const picture = session.picture(id);
        return picture === null ? [] : [[vendor === 'Amcrest' ? 'amcrest' : name, [...picture.bytes]]];
      }),
    );
  const wanted = Object.fromEntries(Object.entries(cameras).map(([name, { bytes }]) => [name, [...bytes]]));
  const allShown = new Promise<void>((resolve) => {
    feed.onChange(() => {
      feed.take();
      if (Object.keys(wanted).every((name) => name in shown())) resolve();
    });
  });
  session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
  await allShown;
  expect(shown()).toEqual(wanted);
}, 30_000);

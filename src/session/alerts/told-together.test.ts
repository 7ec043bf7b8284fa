import mqtt from 'mqtt';
import { expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';

import { gatherTold, openTestSession } from '../session.testing';

test(
  'of several devices that one message tells of, each was heard, and the message stands in the list of each',
  { timeout: 30_000 },
  async () => {
    const broker = await startMosquitto({ users: { owner: 'o', nvr: 'n' } });
    const nvr = await mqtt.connectAsync(broker.wsUrl, { username: 'nvr', password: 'n' });
    const session = openTestSession();
    try {
      const told = gatherTold(session);
      await nvr.publishAsync('frigate/available', 'online', { retain: true });
      session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
      await told.settled;
      const camera = { camera_fps: 5, connection_quality: 'good' };
      const stats = (cameras: object) => JSON.stringify({ cameras, service: { version: '0.16.1' } });
      const all = () => [...session.home.devices.values()];
      const areHeard = (times: number) =>
        told.when(() => all().filter(({ kind, messages }) => kind === 'camera' && messages === times).length === 2);
      // the first makes the cameras known, also where nobody listened to it yet
      await nvr.publishAsync('frigate/stats', stats({ drive: camera, patio: camera }), { qos: 1 });
      await areHeard(1);
      await nvr.publishAsync('frigate/stats', stats({ drive: camera, patio: camera }), { qos: 1 });
      await areHeard(2);
      const counted = (device: string) =>
        session.healthSeries(device).reduce((sum, { messagesPerMinute }) => sum + messagesPerMinute / 6, 0);
      const cameras = all().filter(({ kind }) => kind === 'camera');
      expect(cameras.map(({ name, id }) => [name, counted(id)])).toEqual([
        ['drive', 2],
        ['patio', 2],
      ]);
      // what stands in the list of a device, for a page that looked at it all the while and for one that comes
      const listed = session.openFeed();
      for (const { id } of cameras) {
        listed.watch({ device: id, text: '', only: 'live', onlyChanges: false }, false);
        expect(listed.take()?.messages?.messages.map(({ topic }) => topic)).toEqual(['frigate/stats', 'frigate/stats']);
      }
      // one that is left alone is not the first that the message tells of either: the program is
      for (const times of [3, 4]) {
        await nvr.publishAsync('frigate/stats', stats({ patio: camera }), { qos: 1 });
        await told.when(() => all().some(({ messages }) => messages === times));
      }
      expect(counted(cameras.find(({ name }) => name === 'patio')?.id ?? '')).toBe(4);
      // the page still looks at the last camera, which is the one that is left
      expect(listed.take()?.messages?.messages.map(({ topic }) => topic)).toEqual(['frigate/stats', 'frigate/stats']);
    } finally {
      await nvr.endAsync();
      await session.close();
      await broker.stop();
    }
  },
);

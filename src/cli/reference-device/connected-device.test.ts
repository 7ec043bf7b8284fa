import { afterEach, expect, test } from 'vitest';

import { knock } from '@/embedded-broker/guest.testing';

import { embedded } from './brokers.testing';
import { connectDevice } from './connected-device';
import { publicHalf } from './device-key';
import { firstKept, openMemory, type DeviceMemory } from './memory';
import { seal } from './seal.testing';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of undo.splice(0).toReversed()) await close();
});

test('a device that comes back with its other password while its disk is full takes a new one when there is room', async () => {
  const broker = await embedded({ 'cam.a': 'old' });
  undo.push(() => broker.stop());
  const first = firstKept({ slot: 'a', username: 'cam.a', password: 'old' });
  const gone = { slot: 'b', username: 'cam.b', password: 'gone', rotation: 'r-1', sequence: 4 } as const;
  const inner = openMemory({ ...first, holding: { ...first.holding, next: gone, settledOn: 'next', lastSequence: 4 } });
  let isFull = false;
  const memory: DeviceMemory = {
    load: inner.load,
    save(kept) {
      if (isFull) throw new Error('ENOSPC: no space left on device');
      inner.save(kept);
    },
  };
  const lines: string[] = [];
  const log = (line: string) => {
    lines.push(line);
    if (line.includes('refuses cam.b')) isFull = true;
  };
  const device = connectDevice({ url: broker.url, id: 'cam', about: {}, memory, onCommand() {}, log, retryMs: 10 });
  undo.push(() => device.close());
  await device.ready;
  expect(lines.at(-1)).toBe('Connected as cam.a');
  isFull = false;
  const admin = knock(broker.url, { username: 'admin', password: 'admin', protocolVersion: 5 });
  undo.push(() => admin.client.endAsync(true));
  await admin.next('connect');
  const topic = 'gatehouse/v1/device/cam/credential/offer';
  const offer = { slot: 'b', username: 'cam.b', password: 'new', rotation: 'r-2', sequence: 5 } as const;
  await admin.client.publishAsync(topic, await seal(offer, topic, publicHalf(first.key)), { qos: 1, retain: true });
  await expect.poll(() => inner.load().holding.next, { timeout: 5_000 }).toEqual(offer);
});

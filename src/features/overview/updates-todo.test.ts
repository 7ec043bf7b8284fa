import { expect, test } from 'vitest';

import { noKnowledge } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { judgeBy } from '@/firmware/judge';
import { openDeviceView } from '@/store/device-view';
import { createHomeStore } from '@/store/home-store';
import { untoldFirmware } from '@/core/firmware.testing';

import { updatesTodo, updatesView } from './updates-todo';

const facts = { ...untoldFirmware, installed: '1' };
const device = (id: string, updateAvailable: boolean | null, part: Partial<Device> = {}): Device => ({
  ...emptyDevice(id),
  capabilities: ['firmware-update'],
  firmware: { value: { ...facts, updateAvailable, updating: null }, at: 1, retained: false, by: 'zigbee2mqtt' },
  ...part,
});

test('what can be updated now is one thing to do, whatever its number', () => {
  const store = createHomeStore();
  store.applyBatch({
    devices: [
      device('a', true),
      device('b', true),
      device('current', false),
      device('unknown', null),
      device('away', true, { reachability: 'offline' }),
      device('takes what lies there', false, {
        capabilities: ['firmware-update', 'firmware-source'],
        firmware: null,
        updateSource: { value: { url: 'https://ota.example.org/t.bin' }, at: 1, retained: false, by: 'tasmota' },
      }),
      device('not from here', true, { capabilities: [] }),
    ],
    removed: [],
  });
  expect(
    updatesTodo(openDeviceView(store, updatesView({ skipped: [] }, judgeBy(noKnowledge), 0)).read()),
  ).toMatchObject([{ sentence: '2 updates are available.', step: { type: 'show', to: '/firmware?show=available' } }]);
});

test('one update is told as one, and none as nothing', () => {
  const [one, ...others] = updatesTodo({ updates: 1, questions: 0 });
  expect(one).toMatchObject({ sentence: 'An update is available.', button: 'Show the update' });
  expect(others).toEqual([]);
  expect(updatesTodo({ updates: 0, questions: 0 })).toEqual([]);
});

test('a version that nobody wants is not counted, and the next one is', () => {
  const { aspect } = updatesView(
    { skipped: [{ device: 'behind', version: '1.5', at: 1, isOver: false }] },
    judgeBy(noKnowledge),
    0,
  );
  const behind = device('behind', true);
  const offers = (latest: string) => ({
    ...behind,
    id: 'behind',
    firmware: behind.firmware && { ...behind.firmware, value: { ...behind.firmware.value, latest } },
  });
  expect(aspect(offers('1.5'))).toBeUndefined();
  expect(aspect(offers('1.6'))).toBe('updates');
});

test('where only the Zigbee index has a newer one, its bridge is to be asked, while it can be', () => {
  const image = { manufacturerCode: 1, imageType: 1, bytes: 1, sha512: '', manufacturerNames: [], limited: false };
  const judge = judgeBy({ ...noKnowledge, images: [{ ...image, fileVersion: 7, modelId: 'EX-1' }] });
  const old = { ...device('lamp', null), modelId: 'EX-1' };
  const lamp: Device = {
    ...old,
    capabilities: ['firmware-check', 'firmware-update'],
    firmware: old.firmware && { ...old.firmware, value: { ...old.firmware.value, fileInstalled: 5 } },
  };
  const store = createHomeStore();
  store.applyBatch({
    devices: [lamp, { ...lamp, id: 'away', reachability: 'offline' }, { ...lamp, id: 'mute', capabilities: [] }],
    removed: [],
  });
  const [one, ...others] = updatesTodo(openDeviceView(store, updatesView({ skipped: [] }, judge, 0)).read());
  expect(one).toMatchObject({
    sentence: 'The Zigbee index has a newer firmware for a device: ask whether it can be had.',
    step: { type: 'show', to: '/firmware?show=to-ask' },
  });
  expect(others).toEqual([]);
});

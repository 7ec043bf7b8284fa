import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/device-merge';
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
  expect(updatesTodo(openDeviceView(store, updatesView({ skipped: [] })).read())).toMatchObject([
    { sentence: '2 updates are available.', step: { type: 'show', to: '/firmware?show=available' } },
  ]);
});

test('one update is told as one, and none as nothing', () => {
  expect(updatesTodo(1)).toMatchObject([{ sentence: 'An update is available.', button: 'Show the update' }]);
  expect(updatesTodo(0)).toEqual([]);
});

test('a version that nobody wants is not counted, and the next one is', () => {
  const { aspect } = updatesView({ skipped: [{ device: 'behind', version: '1.5', at: 1, isOver: false }] });
  const behind = device('behind', true);
  const offers = (latest: string) => ({
    ...behind,
    id: 'behind',
    firmware: behind.firmware && { ...behind.firmware, value: { ...behind.firmware.value, latest } },
  });
  expect(aspect(offers('1.5'))).toBeUndefined();
  expect(aspect(offers('1.6'))).toBe(true);
});

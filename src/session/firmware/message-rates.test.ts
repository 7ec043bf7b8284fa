import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';

import { openMessageRates } from './message-rates';

const hour = 3_600_000;

function listen() {
  const devices = new Map<string, Device>();
  const time = { now: 3 * hour };
  const rates = openMessageRates(devices, () => time.now);
  const heard = (id: string, messages: number) => {
    devices.set(id, { ...emptyDevice(id), messages });
    rates.note(new Set([id]));
    return rates.messagesAnHour({ ...emptyDevice(id), messages });
  };
  return { devices, time, heard };
}

test('how often a device is heard is known after a quarter of an hour', () => {
  const { time, heard } = listen();
  expect(heard('lamp', 5)).toBeNull();
  time.now += hour / 2;
  expect(heard('lamp', 65)).toBe(120);
});

test('how often a device is heard is counted anew where a clock that was ahead is put right', () => {
  const { time, heard } = listen();
  heard('lamp', 5);
  time.now = 0;
  expect(heard('lamp', 6)).toBeNull();
  time.now = hour / 2;
  expect(heard('lamp', 66)).toBe(120);
});

test('devices that were invented and taken away again are forgotten, and those that are there are not', () => {
  const { devices, time, heard } = listen();
  heard('lamp', 0);
  heard('guest', 0);
  devices.delete('guest');
  time.now += hour;
  for (let invented = 0; invented < 1_100; invented++) {
    heard(`invented ${invented}`, 0);
    devices.delete(`invented ${invented}`);
  }
  expect(heard('lamp', 60)).toBe(60);
  expect(heard('guest', 60)).toBeNull();
});

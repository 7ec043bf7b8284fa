import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { openDeviceView } from '@/store/device-view';
import { createHomeStore } from '@/store/home-store';

import { keptStateOf, namesakeView } from './namesake';

const gate = (id: string, more: Partial<Device> = {}): Device => ({
  ...emptyDevice(id),
  name: 'Garden gate',
  kind: 'sensor',
  conventions: ['homie'],
  voices: [id],
  reachability: 'online',
  ...more,
});
const old = gate('homie:homie/old', { reachability: 'offline' });

function namesakeIn(...others: readonly Device[]) {
  const store = createHomeStore();
  store.applyBatch({ devices: [old, ...others], removed: [] });
  return openDeviceView(store, namesakeView(old)).read();
}

test('a device that got another id finds the one that it is now', () => {
  expect(namesakeIn(gate('homie:homie/new'))).toBe('homie:homie/new');
});

test.each([
  ['is away too', gate('homie:homie/new', { reachability: 'offline' })],
  ['is another thing', gate('homie:homie/new', { kind: 'lock' })],
  ['has another name', gate('homie:homie/new', { name: 'Shed' })],
  ['speaks another way', gate('tasmota:new', { conventions: ['tasmota'] })],
])('another that %s is not taken for it', (_what, other) => {
  expect(namesakeIn(other)).toBeNull();
});

test('where the broker keeps it is known of Homie alone', () => {
  expect(keptStateOf(old)).toBe('homie/old/$state');
  expect(keptStateOf({ voices: ['homie:homie/old', 'home-assistant:old'] })).toBeNull();
  expect(keptStateOf({ voices: ['tasmota:old'] })).toBeNull();
});

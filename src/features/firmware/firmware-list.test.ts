import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/device-merge';
import type { FirmwareFacts } from '@/core/observation';
import { openDeviceView } from '@/store/device-view';
import { createHomeStore } from '@/store/home-store';

import { firmwareListView, type Group } from './firmware-list';
import { tilesOf } from './firmware-tiles';

const told = <T>(value: T) => ({ value, at: 1, retained: false, by: 'zigbee2mqtt' }) as const;
const untold = {
  installed: '1',
  latest: null,
  fileInstalled: null,
  scheduled: null,
  fileLatest: null,
  releaseNotes: null,
};

function device(name: string, facts: FirmwareFacts, part: Partial<Device> = {}): Device {
  const firmware = told({ ...untold, updateAvailable: null, updating: null, ...facts });
  return { ...emptyDevice(name), name, capabilities: ['firmware-check', 'firmware-update'], firmware, ...part };
}

const home: readonly Device[] = [
  device('Kitchen lamp', { updateAvailable: false }),
  device('Plug 10', { updateAvailable: true }),
  device('Plug 2', { updateAvailable: true }, { reachability: 'offline' }),
  device('Attic', {}),
  device('Cellar', {}, { capabilities: [] }),
  device('Hall', { updating: { percent: 5, remainingSeconds: null } }),
  device(
    'Zoe',
    { updateAvailable: false },
    { lastUpdate: told({ outcome: 'succeeded', reason: null, percent: null } as const) },
  ),
];

function listed(show: Group | null) {
  const store = createHomeStore();
  store.applyBatch({ devices: home, removed: [] });
  return openDeviceView(store, firmwareListView(show)).read();
}

test('what can be done or has just been done comes first, then what nobody knows, then what is well', () => {
  expect(listed(null).ids).toEqual(['Hall', 'Plug 2', 'Plug 10', 'Zoe', 'Attic', 'Cellar', 'Kitchen lamp']);
});

test('a tile shows its own, and counts all the same', () => {
  const { ids, counts } = listed('available');
  expect(ids).toEqual(['Plug 2', 'Plug 10']);
  expect(counts).toEqual({ current: 2, available: 2, unknown: 2, updating: 1 });
});

test('only what is shown and is there can be selected; whatever is shown, all that can be asked are asked', () => {
  expect(listed(null).updatable).toEqual(['Plug 10']);
  expect(listed('current').updatable).toEqual([]);
  expect(listed('current').checkable).toEqual(['Kitchen lamp', 'Plug 10', 'Attic', 'Zoe']);
});

test('one update is not "1 updates"', () => {
  const words = (available: number) => tilesOf({ ...listed(null).counts, available })[0];
  expect(words(1)).toMatchObject({ count: 1, words: 'update available' });
  expect(words(2)).toMatchObject({ count: 2, words: 'updates available' });
});

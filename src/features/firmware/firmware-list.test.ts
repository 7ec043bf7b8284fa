import { expect, test } from 'vitest';

import { noKnowledge, type FirmwareKnowledge } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareFacts } from '@/core/observation';
import { judgeBy } from '@/firmware/judge';
import { openDeviceView } from '@/store/device-view';
import { createHomeStore } from '@/store/home-store';
import { untoldFirmware } from '@/core/firmware.testing';

import { firmwareListView, type Group, type ListChoice } from './firmware-list';
import { tilesOf } from './firmware-tiles';

const told = <T>(value: T) => ({ value, at: 1, retained: false, by: 'zigbee2mqtt' }) as const;

function device(name: string, facts: FirmwareFacts, part: Partial<Device> = {}): Device {
  const firmware = told({ ...untoldFirmware, installed: '1', ...facts });
  return { ...emptyDevice(name), name, capabilities: ['firmware-check', 'firmware-update'], firmware, ...part };
}

const home: readonly Device[] = [
  device('Kitchen lamp', { updateAvailable: false }),
  device('Plug 10', { updateAvailable: true }),
  device('Plug 2', { updateAvailable: true }, { reachability: 'offline', room: 'Workshop' }),
  device('Attic', {}, { vendor: 'Acme', model: 'A-1', room: 'Attic' }),
  device('Cellar', {}, { capabilities: [] }),
  device('Hall', { updating: { percent: 5, remainingSeconds: null } }),
  device(
    'Zoe',
    { updateAvailable: false },
    { lastUpdate: told({ outcome: 'succeeded', reason: null, percent: null } as const) },
  ),
];

function listed(
  show: Group | null,
  part: Partial<ListChoice> = {},
  knowledge: FirmwareKnowledge = noKnowledge,
  devices: readonly Device[] = home,
) {
  const store = createHomeStore();
  store.applyBatch({ devices, removed: [] });
  const judge = (one: Device) => judgeBy(knowledge).judge(one, 0);
  const choice: ListChoice = { show, filter: '', sort: 'state', direction: 'ascending', judge, ...part };
  return openDeviceView(store, firmwareListView(choice)).read();
}

test('what can be done or has just been done comes first, then what nobody knows, then what is well', () => {
  expect(listed(null).ids).toEqual(['Hall', 'Plug 2', 'Plug 10', 'Zoe', 'Attic', 'Cellar', 'Kitchen lamp']);
});

test('a tile shows its own, and counts all the same', () => {
  const { ids, counts } = listed('available');
  expect(ids).toEqual(['Plug 2', 'Plug 10']);
  expect(counts).toEqual({
    vulnerable: 0,
    check: 0,
    unsupported: 0,
    current: 2,
    available: 2,
    'to-ask': 0,
    unknown: 2,
    updating: 1,
  });
});

test('only what is shown and is there can be selected; whatever is shown, all that can be asked are asked', () => {
  expect(listed(null).updatable).toEqual(['Plug 10']);
  expect(listed('current').updatable).toEqual([]);
  expect(listed(null, { filter: 'plug 2' }).updatable).toEqual([]);
  expect(listed('current').checkable).toEqual(['Kitchen lamp', 'Plug 10', 'Attic', 'Zoe']);
});

test('the filter looks for every word, in names, rooms, makers and what is said of the firmware', () => {
  expect(listed(null, { filter: 'PLUG 10' }).ids).toEqual(['Plug 10']);
  expect(listed(null, { filter: 'update available' }).ids).toEqual(['Plug 2', 'Plug 10']);
  expect(listed(null, { filter: 'acme' }).ids).toEqual(['Attic']);
  expect(listed(null, { filter: 'nobody' }).ids).toEqual([]);
});

test('what nobody told comes last, whichever way the table is sorted', () => {
  expect(listed(null, { sort: 'room' }).ids.slice(0, 2)).toEqual(['Attic', 'Plug 2']);
  expect(listed(null, { sort: 'room', direction: 'descending' }).ids.slice(0, 2)).toEqual(['Plug 2', 'Attic']);
  expect(listed(null, { sort: 'name', direction: 'descending' }).ids[0]).toBe('Zoe');
});

test('what is at its end stands first, and has a tile only where there is something in it', () => {
  const fact = { vendor: 'Acme', model: 'A-1', cve: null, affected: null, fixed: null, source: 'a letter' };
  const over = { ...noKnowledge, facts: [{ ...fact, supportEnds: '1969-01-01' }] };
  const { ids, counts } = listed(null, {}, over);
  expect(ids[0]).toBe('Attic');
  expect(counts).toMatchObject({ unsupported: 1, unknown: 1 });
  expect(tilesOf(counts).map(({ value }) => value)).toEqual([
    'unsupported',
    'available',
    'updating',
    'current',
    'unknown',
  ]);
  expect(tilesOf(listed(null).counts, 'check').map(({ value }) => value)).toContain('check');
});

test('what is behind by the Zigbee index alone counts as to be asked, and as an update once its bridge has told', () => {
  const image = { manufacturerCode: 1, imageType: 1, bytes: 1, sha512: '', manufacturerNames: [], limited: false };
  const index = { ...noKnowledge, images: [{ ...image, fileVersion: 7, modelId: 'EX-1' }] };
  const lamp = (facts: FirmwareFacts) => ({ ...device('Lamp', { fileInstalled: 5, ...facts }), modelId: 'EX-1' });
  const places = (one: Device) => listed(null, {}, index, [one]);
  expect(places(lamp({})).counts).toMatchObject({ 'to-ask': 1, available: 0, unknown: 0 });
  expect(tilesOf(places(lamp({})).counts)).toContainEqual(expect.objectContaining({ value: 'to-ask', count: 1 }));
  expect(places(lamp({})).updatable).toEqual([]);
  expect(places(lamp({ updateAvailable: true })).counts).toMatchObject({ 'to-ask': 0, available: 1 });
});

test('one update is not "1 updates"', () => {
  const words = (available: number) => tilesOf({ ...listed(null).counts, available })[0];
  expect(words(1)).toMatchObject({ count: 1, words: 'update available' });
  expect(words(2)).toMatchObject({ count: 2, words: 'updates available' });
});

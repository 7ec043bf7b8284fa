import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { openDeviceView } from '@/store/device-view';
import { createHomeStore } from '@/store/home-store';
import type { GridSort } from '@/ui/grid/grid-column';

import type { Column } from './columns';
import { deviceListView } from './device-list';

const evidence = { at: 0, retained: false, by: 'zigbee2mqtt' } as const;
const battery = (percent: number | null): Pick<Device, 'battery'> => ({
  battery: percent === null ? null : { value: { percent, low: null }, ...evidence },
});
const home: readonly Device[] = [
  { ...emptyDevice('door'), name: 'Front door', kind: 'lock', vendor: 'Yale', model: 'YRD226', ...battery(40) },
  { ...emptyDevice('window'), name: 'Küchenfenster', kind: 'sensor', capabilities: ['contact'], ...battery(null) },
  { ...emptyDevice('plug2'), name: 'Plug 2', kind: 'plug', room: 'Study', ...battery(90) },
  { ...emptyDevice('plug10'), name: 'Plug 10', kind: 'plug', room: 'Attic', ...battery(null) },
];

function listed(filter: string, sort: GridSort<Column> = { column: 'name', direction: 'ascending' }) {
  const store = createHomeStore();
  store.applyBatch({ devices: home, removed: [] });
  return openDeviceView(store, deviceListView(filter, sort)).read();
}

test.each([
  ['', ['door', 'window', 'plug2', 'plug10']],
  ['kuchen', ['window']],
  ['KÜCHEN', ['window']],
  ['contact sensor', ['window']],
  ['plug study', ['plug2']],
  ['yrd', ['door']],
  ['reported', ['window']],
  ['nothing like it', []],
])('"%s" finds %j', (filter, ids) => {
  expect(listed(filter)).toEqual(ids);
});

test('Plug 2 comes before Plug 10', () => {
  expect(listed('plug')).toEqual(['plug2', 'plug10']);
});

test('a battery nobody told of comes last, whichever way the list is sorted', () => {
  expect(listed('', { column: 'battery', direction: 'ascending' })).toEqual(['door', 'plug2', 'window', 'plug10']);
  expect(listed('', { column: 'battery', direction: 'descending' })).toEqual(['plug2', 'door', 'window', 'plug10']);
});

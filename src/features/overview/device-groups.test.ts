import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';

import { groupsOf, placeOf } from './device-groups';

const device = (name: string, part: Partial<Device>): Device => ({ ...emptyDevice(name), name, ...part });

function grouped(...devices: readonly Device[]) {
  return groupsOf(new Map(devices.map((one) => [one.id, placeOf(one)])));
}

test('rooms come first, then what has no room by what it is for', () => {
  expect(
    grouped(
      device('Coordinator', { kind: 'hub' }),
      device('Plug 10', { kind: 'plug', room: 'Study' }),
      device('Plug 2', { kind: 'plug', room: 'Study' }),
      device('Front door', { kind: 'lock', capabilities: ['lock', 'contact'] }),
      device('Lamp', { kind: 'light', room: 'Attic' }),
    ),
  ).toMatchObject([
    { title: 'Attic', ids: ['Lamp'] },
    { title: 'Study', ids: ['Plug 2', 'Plug 10'] },
    { title: 'Locks', ids: ['Front door'] },
    { title: 'Bridges', ids: ['Coordinator'] },
  ]);
});

test('a camera that senses motion stands among the cameras', () => {
  expect(placeOf(device('Doorbell', { kind: 'doorbell', capabilities: ['camera', 'motion'] })).title).toBe('Cameras');
});

test('a room is never guessed from a name', () => {
  expect(placeOf(device('Kitchen window', { capabilities: ['contact'] })).title).toBe('Doors and windows');
});

test('a room that is called like a sort stays a room', () => {
  const groups = grouped(device('Chain', { room: 'Locks' }), device('Front door', { capabilities: ['lock'] }));
  expect(new Set(groups.map(({ key }) => key)).size).toBe(2);
});

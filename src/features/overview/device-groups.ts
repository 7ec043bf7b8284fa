import type { Device, DeviceId } from '@/core/device';
import type { DeviceView } from '@/store/device-view';

export type DeviceGroup = {
  /** a room may be called like a sort */
  readonly key: string;
  readonly title: string;
  readonly ids: readonly DeviceId[];
};

type Place = { readonly title: string; readonly rank: number; readonly name: string };

/** Where devices stand whose room nobody told: by what they are for. A room is never guessed from a name. */
const sorts: readonly (readonly [string, (device: Device) => boolean])[] = [
  ['Locks', ({ capabilities }) => capabilities.includes('lock')],
  // before those that sense motion: a camera does that too
  ['Cameras', ({ kind }) => kind === 'camera' || kind === 'doorbell'],
  ['Doors and windows', ({ capabilities }) => capabilities.includes('contact')],
  [
    'Smoke and water',
    ({ capabilities }) =>
      (['smoke', 'carbon-monoxide', 'gas', 'leak'] as const).some((danger) => capabilities.includes(danger)),
  ],
  ['Motion', ({ capabilities }) => capabilities.includes('motion') || capabilities.includes('occupancy')],
  ['Alarm', ({ kind, capabilities }) => kind === 'alarm' || kind === 'siren' || capabilities.includes('keypad')],
  ['Climate', ({ kind, capabilities }) => kind === 'climate' || capabilities.includes('temperature')],
  ['Power and light', ({ kind }) => kind === 'plug' || kind === 'light' || kind === 'cover'],
  ['Bridges', ({ kind }) => kind === 'hub'],
  ['Everything else', () => true],
];

export function placeOf(device: Device): Place {
  if (device.room !== null && device.room !== '') return { title: device.room, rank: -1, name: device.name };
  const rank = sorts.findIndex(([, belongs]) => belongs(device));
  return { title: sorts[rank]?.[0] ?? '', rank, name: device.name };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Rooms by name, then the sorts in their order; devices by name. */
export function groupsOf(places: ReadonlyMap<DeviceId, Place>): readonly DeviceGroup[] {
  const groups = new Map<string, { key: string; title: string; rank: number; ids: DeviceId[] }>();
  const sorted = [...places].toSorted(([, one], [, other]) => collator.compare(one.name, other.name));
  for (const [id, { title, rank }] of sorted) {
    const key = `${rank} ${title}`;
    const group = groups.get(key) ?? { key, title, rank, ids: [] };
    groups.set(key, group);
    group.ids.push(id);
  }
  return [...groups.values()].toSorted(
    (one, other) => one.rank - other.rank || collator.compare(one.title, other.title),
  );
}

export const deviceGroupsView: DeviceView<Place, readonly DeviceGroup[]> = {
  aspect: placeOf,
  same: (before, after) => before.title === after.title && before.rank === after.rank && before.name === after.name,
  build: groupsOf,
  everyMs: 300,
};

import type { Device, DeviceId } from '@/core/device';
import { currencyOf } from '@/firmware/currency';
import { whyNotCheck, whyNotUpdate } from '@/firmware/startable';
import type { DeviceView } from '@/store/device-view';

/** What a tile counts and shows. */
export const groups = ['current', 'available', 'unknown', 'updating'] as const;
export type Group = (typeof groups)[number];

/** What the list depends on, of one device. */
type Place = {
  readonly name: string;
  readonly group: Group;
  /** what wants a person, or is in motion, stands first */
  readonly rank: number;
  readonly updatable: boolean;
  readonly checkable: boolean;
};

export type FirmwareList = {
  /** those of the group that is shown, in their order */
  readonly ids: readonly DeviceId[];
  readonly counts: Readonly<Record<Group, number>>;
  /** of those shown, which can be updated now */
  readonly updatable: readonly DeviceId[];
  /** of all, which can be asked now */
  readonly checkable: readonly DeviceId[];
};

function placeOf(device: Device): Place {
  const group = groupOf(device);
  return {
    name: device.name,
    group,
    rank: rankOf(device, group),
    updatable: whyNotUpdate(device) === null,
    checkable: whyNotCheck(device) === null,
  };
}

function groupOf(device: Device): Group {
  if (device.firmware?.value.updating) return 'updating';
  const currency = currencyOf(device);
  if (currency === 'current' || currency === 'unknown') return currency;
  return 'available';
}

/** One that has just been updated, or failed, stays where it stood: whoever watches it does not have to look for it. */
function rankOf({ lastUpdate }: Device, group: Group): number {
  if (group === 'updating' || group === 'available' || lastUpdate !== null) return 0;
  return group === 'unknown' ? 1 : 2;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The devices of one group, or all (null), and what can be done with them. */
export function firmwareListView(show: Group | null): DeviceView<Place, FirmwareList> {
  return {
    aspect: placeOf,
    same: (before, after) =>
      before.name === after.name &&
      before.group === after.group &&
      before.rank === after.rank &&
      before.updatable === after.updatable &&
      before.checkable === after.checkable,
    build(places) {
      const counts = { current: 0, available: 0, unknown: 0, updating: 0 };
      for (const { group } of places.values()) counts[group] += 1;
      const shown = [...places]
        .filter(([, { group }]) => show === null || group === show)
        .toSorted(([, one], [, other]) => one.rank - other.rank || collator.compare(one.name, other.name));
      return {
        counts,
        ids: shown.map(([id]) => id),
        updatable: shown.filter(([, { updatable }]) => updatable).map(([id]) => id),
        checkable: [...places].filter(([, { checkable }]) => checkable).map(([id]) => id),
      };
    },
    everyMs: 300,
  };
}

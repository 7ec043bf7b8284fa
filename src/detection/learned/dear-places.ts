import type { Device, DeviceId } from '@/core/device';
import type { DeviceKind } from '@/core/observation';

import type { DeviceHabits } from './device-habits';
import { openLastPoints } from './last-points';
import { dearDevices } from './memory';
import type { HomeMemory } from './home-memory';

/** how much a device guards: what lets people in, what watches, what notices, and (0) the rest */
const guards: Partial<Record<DeviceKind, number>> = {
  lock: 3,
  alarm: 3,
  camera: 2,
  doorbell: 2,
  siren: 2,
  hub: 2,
  sensor: 1,
};
/** from here on a device is worth a place that others are not given */
const watches = 2;
const reservedForThem = 100;
const gone = -1;

/** Who has one of the few places of the dear detector. */
export type DearPlaces = {
  /** asked now and then of each device that has none; its habits have one from then on, or not */
  offer(device: Device, habits: DeviceHabits): void;
};

/**
 * The first ones have a place, and when all are taken whoever guards more takes that of the least guarding: a new lock always has one, unless
 * all of them are locks. Who holds one is looked up once, and again when nobody is left in the list; each place that is taken over guards more
 * than before, so that this ends whatever the number of devices.
 */
export function openDearPlaces(memory: HomeMemory, devices: ReadonlyMap<DeviceId, Device>): DearPlaces {
  /** the least guarding last */
  let holders: DeviceId[] = [];
  let mayKnowMore = true;

  const rankOf = (id: DeviceId) => {
    const device = devices.get(id);
    return device === undefined ? gone : (guards[device.kind] ?? 0);
  };

  function lookUp(): void {
    mayKnowMore = false;
    holders = [...memory.devices]
      .flatMap(([id, { rateMetric }]) => (rateMetric === undefined ? [] : [id]))
      .toSorted((one, other) => rankOf(other) - rankOf(one));
  }

  /** The place of one that guards less; null: there is none. */
  function takeFrom(rank: number): DeviceHabits | null {
    if (holders.length === 0 && mayKnowMore) lookUp();
    for (let id = holders.at(-1); id !== undefined; id = holders.at(-1)) {
      const habits = memory.devices.get(id);
      if (habits?.rateMetric !== undefined && rankOf(id) >= rank) return null;
      holders.pop();
      if (habits?.rateMetric !== undefined) return habits;
    }
    return null;
  }

  return {
    offer({ id, kind }, habits) {
      const rank = guards[kind] ?? 0;
      if (memory.dear < dearDevices - (rank >= watches ? 0 : reservedForThem)) memory.dear++;
      else {
        const holder = rank === 0 ? null : takeFrom(rank);
        if (holder === null) return;
        holder.rateMetric = undefined;
      }
      habits.rateMetric = openLastPoints();
      mayKnowMore = true;
      if (holders.length === 0) return;
      const after = holders.findIndex((one) => rankOf(one) <= rank);
      holders.splice(after === -1 ? holders.length : after, 0, id);
    },
  };
}

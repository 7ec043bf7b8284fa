import type { CodeOwner } from '@/core/codes/code-owner';
import { peopleWithCodes } from '@/core/codes/code-people';
import { findingOn } from '@/core/codes/code-words';
import type { Device, DeviceId } from '@/core/device';

/** Where a lock has something else than people here wrote down. `title`: what, and what to do. Never a code. */
export type CodeDrift = { readonly device: DeviceId; readonly slot: number; readonly title: string };

/**
 * What the locks tell held against what is written down. Codes that were there before anybody named one are no drift: a home
 * begins with them, and the page of codes asks whose they are.
 */
export function driftOf(devices: Iterable<Device>, owners: readonly CodeOwner[]): readonly CodeDrift[] {
  const { people, nameless } = peopleWithCodes(devices, owners);
  const named = new Set(owners.map(({ device }) => device));
  return [
    ...people.flatMap(({ person, places }) =>
      places.flatMap((place) => {
        const title = place.found === 'off' ? null : findingOn(place, person);
        return title === null ? [] : [{ device: place.device, slot: place.slot, title }];
      }),
    ),
    ...nameless
      .filter(({ device, changedAt }) => named.has(device) || changedAt !== null)
      .map(({ device, slot, lock }) => ({
        device,
        slot,
        title: `${lock} has a code in place ${slot} that nobody here has given a name. Say whose it is, or remove it.`,
      })),
  ];
}

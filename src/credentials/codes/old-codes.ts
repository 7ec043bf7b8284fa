import type { CodeOwner } from '@/core/code-owner';
import { newestOnEach, peopleWithCodes } from '@/core/code-people';
import { ageOfCodes } from '@/core/code-words';
import type { Device, DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { ageState, defaultTerms } from '../policies/age';

/** A code that is older than codes may be in this home. Never the code itself. */
export type OldCode = { readonly device: DeviceId; readonly slot: number; readonly title: string };

/** `days`: after so many a code should be changed; null: at no age. `now`: ms since the epoch. */
export function oldCodesOf(
  devices: Iterable<Device>,
  owners: readonly CodeOwner[],
  days: number | null,
  now: number,
): readonly OldCode[] {
  const terms = { ...defaultTerms, 'lock-code': days };
  return peopleWithCodes(devices, owners).people.flatMap(({ person, places }) =>
    newestOnEach(places)
      .filter(({ found }) => found !== 'gone')
      .filter(({ since }) => ageState('lock-code', since, now, terms) === 'overdue')
      .map((place) => ({
        device: place.device,
        slot: place.slot,
        title: `The code of ${person} on ${spokenName(place.lock)} is ${ageOfCodes([place], now)} and should be changed.`,
      })),
  );
}

import type { CodeOwner } from '@/core/codes/code-owner';
import { isOverstaying, newestOnEach, peopleWithCodes, type PersonPlace } from '@/core/codes/code-people';
import { ageOfCodes } from '@/core/codes/code-words';
import type { Device } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { namesTopic } from '../codes/names';
import { ageState, defaultTerms } from '../policies/age';
import { codePrefix, codeSubject } from './code-subject';
import type { FindingRule } from './finding';

/** What the age of codes rests on. */
export type CodeAges = {
  readonly devices: Iterable<Device>;
  readonly owners: readonly CodeOwner[];
  /** after so many a code should be changed; null: at no age */
  readonly days: number | null;
  /** ms since the epoch */
  readonly now: number;
};

/**
 * A code that is older than codes may be in this home: sooner or later somebody saw it over a shoulder. Never the code itself.
 * A place that the lock says is empty or switched off opens nothing, and what somebody put there at the lock is another
 * code, of an age that nobody knows: that it is another is told by `code-drift.ts`. And a code that was given for a while, which
 * a page would have taken out, had one been open and the lock in reach.
 */
export const codeOverdue: FindingRule<CodeAges> = {
  class: 'credential_overdue',
  prefix: codePrefix,
  topic: namesTopic,
  find: ({ devices, owners, days, now }) =>
    peopleWithCodes(devices, owners).people.flatMap(({ person, places }) => {
      const newest = newestOnEach(places);
      const wrongWith = (place: PersonPlace): string | null => {
        if (isOverstaying(place, now)) return 'was to end and may still open it. Remove it.';
        if (!newest.includes(place) || (place.found !== 'there' && place.found !== 'unknown')) return null;
        const terms = { ...defaultTerms, 'lock-code': days };
        if (ageState('lock-code', place.since, now, terms) !== 'overdue') return null;
        return `is ${ageOfCodes([place], now)} and should be changed.`;
      };
      return places.flatMap((place) => {
        const { device, slot, lock } = place;
        const wrong = wrongWith(place);
        const title = `The code of ${person} on ${spokenName(lock)} ${wrong}`;
        return wrong === null ? [] : [{ subject: codeSubject(device, slot), device, title }];
      });
    }),
};

import type { Device } from '@/core/device';
import { lastingNames, type KnownFirmware } from '@/core/known-device';

import { isNumber, isText, listOf, orNull, record } from '../checks';
import { countedMap } from '../counts';
import type { Deed, RuleContext } from '../rule';
import { setLast } from '../set-last';

const mostNames = 1_000;
const mostRan = 64;
const isFirmware = record({ installed: orNull(isText), file: orNull(isNumber), by: isText });

/** What a device ran before it was away. */
export type Away = {
  /** the newest last */
  readonly ran: readonly KnownFirmware[];
  readonly wasRemoved: boolean;
  /** as it goes on in the evidence */
  readonly since: string;
};

/**
 * What devices ran that were removed, or were there at an earlier visit. By their lasting names, as `unknownDevice` knows them
 * again: else whoever removes one and names it anew, or pairs it again with another firmware on it, hides that. One of other
 * identifiers under an old name is another device, which `unknownDevice` asks about; where a name is all there is, it is the same.
 */
export type FormerFirmware = {
  /** of one that is there again: from now on it is for the rule to hold */
  take(device: Device): Away;
  removed(device: Device, ran: readonly KnownFirmware[]): void;
};

/** `part`: the name under which a rule keeps what it holds of the removed ones. */
export function openFormerFirmware({ known, counts }: RuleContext, part: string): FormerFirmware {
  const remembered = new Map<string, KnownFirmware>();
  for (const { names, firmware } of known ?? [])
    if (firmware !== null) for (const name of names) remembered.set(name, firmware);
  const removed = new Map<string, readonly KnownFirmware[]>();
  counts.add(part, countedMap(removed, listOf(isFirmware, mostRan)));

  return {
    take(device) {
      const names = lastingNames(device);
      const left = names.flatMap((name) => removed.get(name) ?? []);
      for (const name of names) removed.delete(name);
      const wasRemoved = left.length > 0;
      return {
        ran: [...names.flatMap((name) => remembered.get(name) ?? []), ...left],
        wasRemoved,
        since: wasRemoved ? ', since it was removed' : ', since the last visit',
      };
    },
    removed(device, ran) {
      if (ran.length > 0)
        for (const name of lastingNames(device)) setLast(removed, name, ran.slice(-mostRan), mostNames);
    },
  };
}

/** Who vouches for a firmware on a device vouches for that one, whatever it ran before. */
export function versionDeed({ by, installed, file }: KnownFirmware): Deed {
  return [by, installed ?? '', String(file)];
}

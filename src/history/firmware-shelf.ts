import type { OwnerFact } from '@/core/firmware/advisory';
import type { FirmwareRecord } from '@/core/firmware/firmware-record';

import { openByHome, openPassingByHome, type ByHome } from './by-home';
import type { PrivateMemory } from './private-memory';

/** What is kept of firmware in this browser. The catalogues are public; what is of a home lies under the vault where there is one. */
export type FirmwareShelf = {
  /** by kind, packed: what was imported from a file, and the last of what came with the page */
  readonly catalogs: ByHome<string>;
  /** by home: what its people know of their devices */
  readonly facts: ByHome<readonly OwnerFact[]>;
  /** by home: what ran when */
  readonly record: ByHome<FirmwareRecord>;
};

/** In this browser's IndexedDB, a database each: facts are a person's work, the rest can be had again. */
export function openFirmwareShelf(
  facts: PrivateMemory,
  record: PrivateMemory,
  catalogs = 'gatehouse-catalogs',
): FirmwareShelf {
  return { catalogs: openByHome(catalogs, 'catalogs'), facts: byHome(facts), record: byHome(record) };
}

function byHome<Value>({ recall, remember }: PrivateMemory): ByHome<Value> {
  return { read: async (home) => (await recall(home)) as Value | null, write: remember }; // nobody but this writes there
}

/** For as long as the process lives. */
export function openPassingFirmwareShelf(): FirmwareShelf {
  return { catalogs: openPassingByHome(), facts: openPassingByHome(), record: openPassingByHome() };
}

import type { Mapping } from '@/core/mapping';

import { openPassingShared } from './by-home';

/** Remembers what people said of unknown topics, each home for itself: a person's work. `SharedMemory` is one. */
export type MappingMemory = {
  /** `home`: the address of its broker. What is kept there, unread; null: nothing, or it cannot be read now */
  recall(home: string): Promise<unknown>;
  /** what lies there becomes what `make` makes of it. false: this browser keeps nothing, or the vault is locked, so it is forgotten with the page */
  change(home: string, make: (kept: unknown) => readonly Mapping[] | null): Promise<boolean>;
};

/** For as long as the process lives. */
export function openPassingMappings(): MappingMemory {
  return openPassingShared();
}

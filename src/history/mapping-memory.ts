import type { Mapping } from '@/core/mapping';

import { openPassingByHome } from './by-home';

/** Remembers what people said of unknown topics, each home for itself: a person's work. `PrivateMemory` is one. */
export type MappingMemory = {
  /** `home`: the address of its broker. What is kept there, unread; null: nothing, or it cannot be read now */
  recall(home: string): Promise<unknown>;
  /** false: this browser keeps nothing, or the vault is locked, so it is forgotten with the page */
  remember(home: string, mappings: readonly Mapping[]): Promise<boolean>;
};

/** For as long as the process lives. */
export function openPassingMappings(): MappingMemory {
  const { read, write } = openPassingByHome<readonly Mapping[]>();
  return { recall: read, remember: write };
}

import type { Mapping } from '@/core/mapping';

import { openByHome } from './by-home';

/** Remembers what people said of unknown topics, each home for itself. */
export type MappingMemory = {
  /** `home`: the address of its broker. What is kept there, unread; null: nothing, or the browser keeps nothing */
  recall(home: string): Promise<unknown>;
  /** false: this browser keeps nothing, so it is forgotten with the page */
  remember(home: string, mappings: readonly Mapping[]): Promise<boolean>;
};

/** In this browser's IndexedDB, apart from what Gatehouse itself remembers: this was a person's work. */
export function openMappingMemory(database = 'gatehouse-mappings'): MappingMemory {
  const { read, write } = openByHome<readonly Mapping[]>(database, 'mappings');
  return { recall: read, remember: write };
}

/** For as long as the process lives. */
export function openPassingMappings(): MappingMemory {
  const homes = new Map<string, readonly Mapping[]>();
  return {
    recall: async (home) => homes.get(home) ?? null,
    remember: async (home, mappings) => homes.set(home, mappings).size > 0,
  };
}

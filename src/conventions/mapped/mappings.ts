import { mappingKey, type Mapping, type MappingKey } from '@/core/mapping';

/** What people said of topics that nobody claims, as the reader looks it up. Bounded by whoever writes it. */
export type Mappings = {
  all(): readonly Mapping[];
  replace(all: readonly Mapping[]): void;
  /** counts up at each change */
  readonly revision: number;
};

export function openMappings(): Mappings {
  const kept = new Map<MappingKey, Mapping>();
  let revision = 0;
  return {
    all: () => [...kept.values()],
    replace(all) {
      kept.clear();
      for (const mapping of all) kept.set(mappingKey(mapping), mapping);
      revision += 1;
    },
    get revision() {
      return revision;
    },
  };
}

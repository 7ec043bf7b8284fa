import { openFilterJournal, type FilterChange } from './filter-journal';

/** The topic filters a reader wants, in order, each once, with the revision that `Reader` has to tell. */
export type Wanted = {
  add(filters: readonly string[]): void;
  drop(filters: readonly string[]): void;
  list(): readonly string[];
  /** something else changed that a session looks at after the filters: there is something to ask */
  touch(): void;
  readonly revision: number;
  /** `Reader.filtersSince` */
  since(revision: number): readonly FilterChange[] | null;
};

export function openWanted(first: readonly string[]): Wanted {
  const wanted = new Set(first);
  let listed: readonly string[] | null = null;
  let revision = 0;
  const journal = openFilterJournal();
  const changed = (change: FilterChange) => {
    listed = null;
    journal.note(revision, revision + 1, change);
    revision += 1;
  };
  return {
    add(filters) {
      const come = [...new Set(filters)].filter((filter) => !wanted.has(filter));
      for (const filter of come) wanted.add(filter);
      if (come.length > 0) changed({ come, gone: [] });
    },
    drop(filters) {
      const gone = filters.filter((filter) => wanted.delete(filter));
      if (gone.length > 0) changed({ come: [], gone });
    },
    list: () => (listed ??= [...wanted]),
    touch: () => changed({ come: [], gone: [] }),
    since: (known) => journal.between(known, revision),
    get revision() {
      return revision;
    },
  };
}

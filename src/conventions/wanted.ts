/** The topic filters a reader wants, in order, each once, with the revision that `Reader` has to tell. */
export type Wanted = {
  add(filters: readonly string[]): void;
  drop(filters: readonly string[]): void;
  list(): readonly string[];
  /** something else changed that a session looks at after the filters: there is something to ask */
  touch(): void;
  readonly revision: number;
};

export function openWanted(first: readonly string[]): Wanted {
  const wanted = new Set(first);
  let listed: readonly string[] | null = null;
  let revision = 0;
  const changed = () => {
    listed = null;
    revision += 1;
  };
  return {
    add(filters) {
      const before = wanted.size;
      for (const filter of filters) wanted.add(filter);
      if (wanted.size !== before) changed();
    },
    drop(filters) {
      const before = wanted.size;
      for (const filter of filters) wanted.delete(filter);
      if (wanted.size !== before) changed();
    },
    list: () => (listed ??= [...wanted]),
    touch: changed,
    get revision() {
      return revision;
    },
  };
}

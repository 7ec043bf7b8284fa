/** What came to the filters of a reader at one change, in their order, and what went. */
export type FilterChange = { readonly come: readonly string[]; readonly gone: readonly string[] };

/** The last changes of a reader's filters, by `Reader.filtersRevision`: whoever looks after each message need not compare tens of thousands of them. */
export type FilterJournal = {
  note(from: number, to: number, change: FilterChange): void;
  /** what changed after `revision` till `now`; null: not all of it is known */
  between(revision: number, now: number): readonly FilterChange[] | null;
};

/** one message announces a handful of devices */
const mostSteps = 64;

export function openFilterJournal(): FilterJournal {
  const steps: { readonly from: number; readonly to: number; readonly change: FilterChange }[] = [];
  return {
    note(from, to, change) {
      steps.push({ from, to, change });
      if (steps.length > mostSteps) steps.shift();
    },
    between(revision, now) {
      const changes: FilterChange[] = [];
      let known = revision;
      for (const { from, to, change } of steps) {
        if (from !== known) continue;
        changes.push(change);
        known = to;
      }
      return known === now ? changes : null;
    },
  };
}

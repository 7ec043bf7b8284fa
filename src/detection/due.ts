/** What is to be done later, in the order of time; of one moment, in the order in which it was asked for. */
export type Due = {
  /** returns its undo */
  add(at: number, work: (at: number) => void): () => void;
  /** does what is due by `now`, each with its own time, so that it does not matter how often this is called */
  run(now: number): void;
};

type Entry = { readonly at: number; readonly work: (at: number) => void };

export function openDue(): Due {
  const entries = new Set<Entry>();
  let soonest = Number.POSITIVE_INFINITY;

  function takeNext(now: number): Entry | null {
    let next: Entry | null = null;
    for (const entry of entries) if (entry.at <= now && (next === null || entry.at < next.at)) next = entry;
    if (next !== null) entries.delete(next);
    return next;
  }

  return {
    add(at, work) {
      const entry = { at, work };
      entries.add(entry);
      soonest = Math.min(soonest, at);
      return () => void entries.delete(entry);
    },
    run(now) {
      if (now < soonest) return;
      for (let next = takeNext(now); next !== null; next = takeNext(now)) next.work(next.at);
      soonest = Number.POSITIVE_INFINITY;
      for (const { at } of entries) soonest = Math.min(soonest, at);
    },
  };
}

/** What is to be done later, in the order of time; of one moment, in the order in which it was asked for. */
export type Due = {
  /** returns its undo */
  add(at: number, work: (at: number) => void): () => void;
  /** does what is due by `now`, each with its own time, so that it does not matter how often this is called */
  run(now: number): void;
  /** the clock was set, by so many ms: what waits goes on waiting for as long as it had to */
  shift(byMs: number): void;
};

/** `work` null: undone, or done */
type Entry = { at: number; readonly order: number; work: ((at: number) => void) | null };

/** when fewer than half of so many are still wanted, the others are thrown away: what is put off at each message must not pile up */
const worthSweeping = 64;

/** A binary heap: thousands that fall due at once, as when a home of thousands loses its power, cost no more each than a few. */
export function openDue(): Due {
  let heap: Entry[] = [];
  let asked = 0;
  let wanted = 0;

  function rise(from: number): void {
    const entry = entryAt(from);
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!isBefore(entry, entryAt(above))) break;
      heap[index] = entryAt(above);
      index = above;
    }
    heap[index] = entry;
  }

  function sink(from: number): void {
    const entry = entryAt(from);
    let index = from;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(entryAt(below + 1), entryAt(below))) below++;
      if (!isBefore(entryAt(below), entry)) break;
      heap[index] = entryAt(below);
      index = below;
    }
    heap[index] = entry;
  }

  function entryAt(index: number): Entry {
    return heap[index]!; // both walks stay inside the heap
  }

  function takeNext(): Entry {
    const next = entryAt(0);
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) {
      heap[0] = last;
      sink(0);
    }
    return next;
  }

  function sweep(): void {
    heap = heap.filter(({ work }) => work !== null);
    for (let index = (heap.length >> 1) - 1; index >= 0; index--) sink(index);
  }

  return {
    add(at, work) {
      // a date that nobody can read never comes
      if (Number.isNaN(at)) return () => {};
      const entry: Entry = { at, order: asked++, work };
      heap.push(entry);
      rise(heap.length - 1);
      wanted++;
      return () => {
        if (entry.work === null) return;
        entry.work = null;
        wanted--;
        if (heap.length > worthSweeping && wanted < heap.length / 2) sweep();
      };
    },
    run(now) {
      while (heap.length > 0 && entryAt(0).at <= now) {
        const entry = takeNext();
        const { at, work } = entry;
        if (work === null) continue;
        entry.work = null;
        wanted--;
        work(at);
      }
    },
    shift(byMs) {
      for (const entry of heap) entry.at += byMs;
    },
  };
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

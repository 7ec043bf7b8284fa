/** What is to happen, soonest first: a binary heap, so that a home of 2,000 devices costs no more a step than it says. */
export type Schedule<T> = {
  add(at: number, what: T): void;
  /** the next that is due, or null */
  takeDue(now: number): { readonly at: number; readonly what: T } | null;
};

type Entry<T> = { readonly at: number; readonly order: number; readonly what: T };

export function openSchedule<T>(): Schedule<T> {
  const heap: Entry<T>[] = [];
  let order = 0;

  const before = (one: Entry<T> | undefined, other: Entry<T> | undefined) =>
    one !== undefined && other !== undefined && (one.at < other.at || (one.at === other.at && one.order < other.order));

  function swap(one: number, other: number): void {
    const held = heap[one];
    const moved = heap[other];
    if (held === undefined || moved === undefined) return;
    heap[one] = moved;
    heap[other] = held;
  }

  function rise(index: number): void {
    const parent = (index - 1) >> 1;
    if (index === 0 || !before(heap[index], heap[parent])) return;
    swap(index, parent);
    rise(parent);
  }

  function sink(index: number): void {
    const left = 2 * index + 1;
    const first = before(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!before(heap[first], heap[index])) return;
    swap(index, first);
    sink(first);
  }

  return {
    add(at, what) {
      heap.push({ at, order: order++, what });
      rise(heap.length - 1);
    },
    takeDue(now) {
      const next = heap[0];
      if (next === undefined || next.at > now) return null;
      swap(0, heap.length - 1);
      heap.pop();
      sink(0);
      return next;
    },
  };
}

/** Lets all that is due until `until` happen, each at its own time. */
export function letHappen<T>(schedule: Schedule<T>, until: number, happen: (what: T, at: number) => void): void {
  for (let next = schedule.takeDue(until); next !== null; next = schedule.takeDue(until)) happen(next.what, next.at);
}

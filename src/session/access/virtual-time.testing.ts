import { setImmediate } from 'node:timers';

/** Time that passes only when it is told to, for everything that asks `setTimeout` meanwhile. */
export type VirtualTime = {
  now(): number;
  /** calls back later; returns its undo */
  later(ms: number, run: () => void): () => void;
  /** lets everything happen that is due until then, each in its turn, and whatever follows from it at once */
  pass(ms: number): Promise<void>;
  /** gives the real clock back */
  end(): void;
};

type Timer = { readonly at: number; readonly order: number; readonly run: () => void };

export function openVirtualTime(): VirtualTime {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const timers = new Map<number, Timer>();
  let now = 0;
  let order = 0;

  function add(ms: number, run: () => void): number {
    order += 1;
    timers.set(order, { at: now + Math.max(0, ms), order, run });
    return order;
  }

  function next(until: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of timers.values()) if (first === null || timer.at < first.at) first = timer;
    return first === null || first.at > until ? null : first;
  }

  const stand = (run: () => void, ms = 0) => add(ms, run);
  Object.assign(globalThis, { setTimeout: stand, clearTimeout: (id: number) => void timers.delete(id) });

  return {
    now: () => now,
    later(ms, run) {
      const id = add(ms, run);
      return () => void timers.delete(id);
    },
    async pass(ms) {
      const until = now + ms;
      for (let timer = next(until); timer !== null; timer = next(until)) {
        timers.delete(timer.order);
        now = timer.at;
        timer.run();
        await settled();
      }
      now = until;
    },
    end: () => void Object.assign(globalThis, real),
  };
}

/** Everything that was promised and is kept already has been gone on with. */
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

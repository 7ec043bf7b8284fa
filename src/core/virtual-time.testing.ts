import { setImmediate } from 'node:timers';

/** Time that passes only when it is told to, for everything that asks `setTimeout` meanwhile. Cryptography takes none. */
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

/** `afterEach`: called after each thing that happened, and all that followed from it at once */
export function openVirtualTime(afterEach: () => void = () => {}): VirtualTime {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const timers = new Map<number, Timer>();
  const cryptography = watchCryptography();
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

  /** Everything that was promised and is kept already has been gone on with, and so has all that WebCrypto was asked. */
  async function settled(): Promise<void> {
    do await new Promise<void>((resolve) => void setImmediate(resolve));
    while (cryptography.isBusy);
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
        afterEach();
      }
      now = until;
    },
    end() {
      Object.assign(globalThis, real);
      cryptography.end();
    },
  };
}

type Asked = (...asked: readonly unknown[]) => Promise<unknown>;

/** WebCrypto works on threads of its own: whoever lets time pass has to wait for it, or a story would have two outcomes. */
function watchCryptography() {
  const subtle = globalThis.crypto.subtle as unknown as Record<string, Asked>;
  const names = ['importKey', 'exportKey', 'generateKey', 'deriveBits', 'digest', 'encrypt', 'decrypt'];
  let busy = 0;
  for (const name of names) {
    const ask = (subtle[name] as Asked).bind(subtle); // each of them is there
    subtle[name] = (...asked) => {
      busy += 1;
      return ask(...asked).finally(() => (busy -= 1));
    };
  }
  return {
    get isBusy() {
      return busy > 0;
    },
    end() {
      for (const name of names) delete subtle[name]; // which its prototype still has
    },
  };
}

type Parts<One> = {
  readonly memory: {
    /** unread; null: nothing is kept, or it cannot be read now */
    recall(home: string): Promise<unknown>;
    /** false: it is not kept */
    remember(home: string, all: readonly One[]): Promise<boolean>;
  };
  /** what is known at this moment */
  readonly all: () => readonly One[];
  /** what was kept comes to what is known. `before`: what was known when it was asked for */
  readonly join: (kept: readonly unknown[], before: readonly One[]) => void;
};

/** A list of the home that is open, kept from visit to visit: nothing is written over what is on its way from there. */
export type KeptOfHome = {
  /** null: none is open */
  readonly home: string | null;
  /** `home`: the address of its broker. Resolves when what is kept of it has come */
  enter(home: string): Promise<void>;
  leave(): void;
  /** resolves when nothing is on its way that was asked for till now */
  readonly read: Promise<void>;
  /** false: it is not kept, or the home was left */
  keep(): Promise<boolean>;
  /** what is kept can be read only now: the vault was opened, or made */
  recallAgain(): Promise<void>;
  /** the vault was wiped: what is known at this moment is kept without one */
  wiped(): Promise<void>;
};

export function openKeptOfHome<One>({ memory, all, join }: Parts<One>): KeptOfHome {
  let home: string | null = null;
  let reading: Promise<void> = Promise.resolve();

  async function read(mine: string): Promise<void> {
    const before = all();
    const kept = await memory.recall(mine);
    if (home === mine && Array.isArray(kept)) join(kept, before);
  }

  async function keep(): Promise<boolean> {
    const mine = home;
    const before = reading;
    await before;
    if (mine === null || home !== mine) return false;
    // what can be read only since then comes first, or it would be written over
    return before === reading ? memory.remember(mine, all()) : keep();
  }

  return {
    get home() {
      return home;
    },
    enter(next) {
      home = next;
      return (reading = read(next));
    },
    leave() {
      home = null;
      reading = Promise.resolve();
    },
    get read() {
      return reading;
    },
    keep,
    async recallAgain() {
      if (home === null) return;
      // what is said from now on is kept by whoever says it
      const isAnyKnown = all().length > 0;
      await (reading = read(home));
      if (isAnyKnown) await keep();
    },
    async wiped() {
      await reading;
      if (all().length > 0) await keep();
    },
  };
}

type Parts<One> = {
  readonly memory: {
    /** unread; null: nothing is kept, or it cannot be read now */
    recall(home: string): Promise<unknown>;
    /** `make` makes of what lies there, which another session of this browser may have changed, what lies there then. false: it is not kept */
    change(home: string, make: (kept: unknown) => readonly One[] | null): Promise<boolean>;
  };
  /** what is known at this moment */
  readonly all: () => readonly One[];
  /**
   * What was kept comes to what is known. `before`: what was known when it was asked for. `lay`: what lay there when this
   * session knew it last, and what others have taken away of it is gone; nothing, where it comes for the first time
   */
  readonly join: (kept: readonly unknown[], before: readonly One[], lay: readonly unknown[]) => void;
};

/**
 * A list of the home that is open, kept from visit to visit: nothing is written over what is on its way from there, nor over what
 * another session of this browser has put there since.
 */
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
  /** what lay there when it was read or written last */
  let lay: readonly unknown[] = [];

  async function read(mine: string): Promise<void> {
    const before = all();
    lay = [];
    const kept = await memory.recall(mine);
    if (home !== mine || !Array.isArray(kept)) return;
    lay = kept;
    join(kept, before, []);
  }

  async function write(mine: string): Promise<boolean> {
    let written: readonly One[] = [];
    const isKept = await memory.change(mine, (kept) => {
      if (home !== mine) return null;
      if (Array.isArray(kept)) join(kept, all(), lay);
      return (written = all());
    });
    if (isKept && home === mine) lay = written;
    return isKept;
  }

  async function keep(): Promise<boolean> {
    const mine = home;
    const before = reading;
    await before;
    if (mine === null || home !== mine) return false;
    // what can be read only since then comes first, or it would be written over
    return before === reading ? write(mine) : keep();
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
      lay = [];
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
      lay = []; // it begins anew elsewhere
      if (all().length > 0) await keep();
    },
  };
}

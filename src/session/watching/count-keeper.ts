import { openRest } from '../rest';

/** so often what changed is kept at the most */
const restMs = 20_000;

/** Where is kept what the rules of a home counted, while nobody runs. */
export type CountMemory = {
  /** null: nothing is kept of it. What was damaged meanwhile may be given back as it is */
  recall(home: string): Promise<unknown>;
  remember(home: string, counts: unknown): Promise<unknown>;
};

/** Keeps what rules count from one start to the next, so that a restart hides nobody who tries slowly. */
export type CountKeeper = {
  /** what was kept of a home; nothing is written over it before `entered` */
  recall(home: string): Promise<unknown>;
  entered(home: string): void;
  leave(): void;
  tick(now: number): void;
  close(): Promise<void>;
};

type Parts = {
  /** null: nothing is kept */
  readonly memory: CountMemory | null;
  /** what is counted now: what is counted later changes nothing of it */
  readonly counts: () => unknown;
  /** keeps the alerts: what was told counts for no other alert, so it is not kept before that alert is */
  readonly keepAlerts: () => Promise<void>;
};

export function openCountKeeper({ memory, counts, keepAlerts }: Parts): CountKeeper {
  let home: string | null = null;
  let kept = '';
  const rest = openRest(restMs);

  async function keep(): Promise<void> {
    if (memory === null || home === null) return;
    const mine = home;
    const now = counts();
    const text = JSON.stringify(now);
    if (text === kept) return;
    kept = text;
    await keepAlerts();
    await memory.remember(mine, now);
  }

  return {
    recall: async (next) => (await memory?.recall(next)) ?? null,
    entered(next) {
      home = next;
      kept = '';
    },
    leave: () => void (home = null),
    tick(now) {
      if (rest.isDue(now)) void keep();
    },
    close: keep,
  };
}

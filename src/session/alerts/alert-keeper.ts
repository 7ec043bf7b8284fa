import type { Alert, AlertId } from '@/core/alerts/alert';

import { openRest } from '../rest';

/** so often what changed is kept at the most */
const restMs = 1_000;

/** Where the alerts of a home are kept while nobody runs. */
export type AlertMemory = {
  /** null: nothing is kept of it */
  recall(home: string): Promise<readonly Alert[] | null>;
  remember(home: string, alerts: readonly Alert[]): Promise<void>;
};

/** Keeps the alerts of a home from one start to the next, for a session whose alerts no broker remembers. */
export type AlertKeeper = {
  /** what was kept of a home; nothing is written over it before `entered` */
  recall(home: string): Promise<readonly Alert[]>;
  entered(home: string): void;
  leave(): void;
  tick(now: number): void;
  /** at once, what would have waited; resolves when it is written, whoever began that */
  keep(): Promise<void>;
};

/** `memory` null: nothing is kept. Alerts are replaced when they change, so a look at each tells whether one did. */
export function openAlertKeeper(memory: AlertMemory | null, alerts: ReadonlyMap<AlertId, Alert>): AlertKeeper {
  let home: string | null = null;
  let kept: readonly Alert[] = [];
  let writing: Promise<void> = Promise.resolve();
  const rest = openRest(restMs);

  async function keep(): Promise<void> {
    if (memory === null || home === null) return;
    const now = [...alerts.values()];
    if (now.length === kept.length && now.every((alert, index) => alert === kept[index])) return writing;
    kept = now;
    writing = memory.remember(home, now);
    return writing;
  }

  return {
    recall: async (next) => (await memory?.recall(next)) ?? [],
    entered(next) {
      home = next;
      kept = [];
    },
    leave: () => void (home = null),
    tick(now) {
      if (rest.isDue(now)) void keep();
    },
    keep,
  };
}

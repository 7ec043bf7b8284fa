import type { WayIn } from '@/core/log-ins/way-in';

import type { AccountBook } from './account-book';

/** What is known of an account besides its rights. Unknown is null, never a guess. */
export type AccountFacts = {
  readonly username: string;
  /** names of the devices that say they log in with it */
  readonly users: readonly string[];
  /** names of these, and of those that speak through them */
  readonly devices: readonly string[];
  /** client ids that were seen to log in with it */
  readonly clientIds: readonly string[];
  /** connections at this moment; null: the broker does not tell */
  readonly connections: number | null;
  /** when its password was set, ms since the epoch; null: nobody wrote it down */
  readonly issuedAt: number | null;
  readonly lastSeen: number | null;
};

/** Something about the accounts that a person should change. */
export type RightsFinding = {
  readonly severity: 'critical' | 'warning' | 'info';
  /** null: it is about the broker as a whole */
  readonly username: string | null;
  readonly title: string;
  /** what it means, and what to do */
  readonly advice: string;
  /** what it needs is known: it can be given no more than that */
  readonly canNarrow: boolean;
  /** when what it rests on was told last, ms since the epoch; left out: it was read just now */
  readonly toldAt?: number;
};

/** What the findings rest on. */
export type Circumstances = {
  readonly book: AccountBook;
  readonly facts: readonly AccountFacts[];
  /** the ways to locks, alarms and whatever else guards the home, by the name of the thing */
  readonly guarded: ReadonlyMap<string, readonly WayIn[]>;
  readonly now: number;
  /** who is signed in as administrator */
  readonly administrator: string;
  /** devices that speak to the broker in clear, by what evidence, and when that was told (ms since the epoch) */
  readonly inClear: readonly { readonly name: string; readonly evidence: string; readonly at: number }[];
  /** since when it is known who comes and goes; null: it is not */
  readonly watchedSince: number | null;
};

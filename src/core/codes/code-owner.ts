import type { DeviceId } from '../device';
import type { RotationStepState } from '../log-ins/rotation';

/** Whose code stands in a place of a lock, as people here have said. Never the code. */
export type CodeOwner = {
  readonly device: DeviceId;
  readonly slot: number;
  readonly person: string;
  /** when it was set, or first called so; ms since the epoch */
  readonly since: number;
  /** when it is to end; null: when somebody removes it */
  readonly until: number | null;
  /** who ends it: the lock by itself, or Gatehouse, for which a page must be open: a watcher commands no lock */
  readonly endedBy: 'lock' | 'gatehouse';
};

export type CodeStepName = 'find' | 'write' | 'check' | 'remove' | 'confirm';
export type CodeStep = { readonly name: CodeStepName; readonly state: RotationStepState };

/**
 * How it went with one lock. `full`: no free place, nothing was changed. `away`: it did not answer, nothing was changed. `old-remains`: the new code works, and the old one
 * could not be taken out. `uncertain`: the lock did not tell whether it took it. `unsent`: nothing left for the lock. `taken`: another page is at the same place, nothing was
 * changed here. `overtaken`: the same, after the lock was told to forget the code. `doubtful`: another page set a code in the same place at the same moment.
 */
export type CodeOutcome =
  | 'done'
  | 'refused'
  | 'unanswered'
  | 'away'
  | 'full'
  | 'old-remains'
  | 'uncertain'
  | 'unsent'
  | 'taken'
  | 'overtaken'
  | 'doubtful';

/** One lock's part in a change of codes, as far as it has come. */
export type CodePlace = {
  readonly device: DeviceId;
  /** the lock, as one says it in a sentence */
  readonly name: string;
  readonly steps: readonly CodeStep[];
  /** null: it goes on */
  readonly outcome: CodeOutcome | null;
  readonly sentence: string;
};

/** A person's code is added, changed or removed, on one lock or several. */
export type CodeWork = {
  readonly id: string;
  readonly act: 'add' | 'change' | 'remove';
  readonly person: string;
  readonly startedAt: number;
  readonly places: readonly CodePlace[];
};

/**
 * `not-allowed`: the account may not write them. `full`: there are more than anybody would read. `unreadable`: what stands there
 * cannot be read, and so is not written over.
 */
export type NamesRefusal = 'not-allowed' | 'full' | 'unreadable';

/** A lock that was asked for its places and told none. `not-allowed`: the broker lets this account not ask it. */
export type UnansweredLock = { readonly device: DeviceId; readonly why: 'silent' | 'not-allowed' };

/** Locks that are being asked for their places, whose code is whose, and what goes on; the newest first. */
export type CodesNews = {
  readonly owners: readonly CodeOwner[];
  readonly works: readonly CodeWork[];
  readonly asking: readonly DeviceId[];
  /** what stands of them is what they told before */
  readonly unanswered: readonly UnansweredLock[];
  /** why the names that were given here are not at the broker: nobody else sees them, and they are gone with this session; null: they are */
  readonly namesRefused: NamesRefusal | null;
  /** after how many days a code should be changed; null: at no age */
  readonly changeAfterDays: number | null;
};

/** What goes on with the locks, of all that there is to tell. */
export type CodeActivity = Pick<CodesNews, 'works' | 'asking' | 'unanswered'>;

export const noCodesNews: CodesNews = {
  owners: [],
  works: [],
  asking: [],
  unanswered: [],
  namesRefused: null,
  changeAfterDays: null,
};

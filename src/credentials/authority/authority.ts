import type { Account } from '@/core/log-ins/account';

import type { SlotNote } from './slot-note';

/**
 * Who issues credentials, in six calls: as much of a broker's administration as a rotation needs. Every call settles, none
 * throws, and each may be repeated: after `unanswered` whoever called reads again what is so, with `list`.
 */
export type Authority = {
  /** what is so now; no secret can be in it. `only`: of these alone, all at one moment; null: of everything, in pages */
  list(only: Names | null): Promise<Listed | Failed>;
  /** a new account without any role. Test and set: of two who try, one is told `exists`, and nothing of theirs is kept */
  createSlot(slot: NewSlot): Promise<{ readonly outcome: 'created' | 'exists' } | Failed>;
  /** gives a role to an account, and makes it first where there is none of that name, or puts it into a group. It kicks whoever
   *  is connected as it, unless it has that already. With the priority that the first of `like` has it with. `missing`: there
   *  is no such account */
  grant(username: string, right: NewRole | GroupName, like?: readonly string[]): Promise<Settled | Failed>;
  /** `disabled`: nobody can log in as it any more, and whoever is connected as it is cut, without a last will; and the way
   *  back from that, which kicks nobody */
  setDisabled(username: string, disabled: boolean): Promise<Settled | Failed>;
  /** deletes an account, or empties a register; what is not there is `done` too */
  remove(what: Removed): Promise<{ readonly outcome: 'done' } | Failed>;
  /** writes once: `owned` with our value, or `taken` with the value that stands there. A repeated call is told `taken` */
  register(name: string, value: string): Promise<Registered | Failed>;
};

export type Names = {
  readonly usernames: readonly string[];
  readonly registers: readonly string[];
  /** and every register of rotations of this device, whoever began them; their names are read a moment before */
  readonly registersOf?: string;
};

export type Removed = { readonly account: string } | { readonly register: string };

export type Listed = {
  readonly outcome: 'done';
  /** by name; those that are not there are left out */
  readonly accounts: readonly ListedAccount[];
  /** the names of all roles, registers among them; of a list of `only` some, those registers */
  readonly roles: readonly string[];
  /** name → value */
  readonly registers: ReadonlyMap<string, string>;
};

/** `note`: what its creator wrote beside it, whoever that was; `readSlotNote` tells whether it is one of ours. */
export type ListedAccount = Account & { readonly note: string | null };

export type NewSlot = {
  readonly username: string;
  readonly password: string;
  /** the only client id that may log in with it; null: any */
  readonly clientId: string | null;
  readonly note: SlotNote;
};

export type NewRole = { readonly name: string; readonly acls: readonly RoleRule[] };

export type GroupName = { readonly group: string };

/** One rule of a role (CREDENTIALS.md, 1.6). The higher `priority` is asked first; default 0. */
export type RoleRule = {
  readonly type:
    | 'publishClientSend'
    | 'publishClientReceive'
    | 'subscribeLiteral'
    | 'subscribePattern'
    | 'unsubscribeLiteral'
    | 'unsubscribePattern';
  readonly topic: string;
  readonly allow: boolean;
  readonly priority?: number;
};

/** `missing`: there is no such account. */
export type Settled = { readonly outcome: 'done' | 'missing' };

export type Registered = { readonly outcome: 'owned' | 'taken'; readonly value: string };

export type Failed = { readonly outcome: 'failed'; readonly failure: AuthorityFailure };

/** Why nothing, or nobody knows what, was done. Holds no secret. */
export type AuthorityFailure =
  /** it may be done or not: read again */
  | { readonly kind: 'unanswered' }
  /** this log-in may not administer the broker; not told on MQTT 3.1.1, where it is `unanswered` */
  | { readonly kind: 'refused' }
  /** not sent: a broker cuts an administrator who changes itself, and may lock the last one out (finding 4) */
  | { readonly kind: 'own-account' }
  /** not sent: Mosquitto keeps a dangling pointer to a role that is deleted while somebody holds it (finding 5) */
  | { readonly kind: 'role-held'; readonly by: readonly string[] }
  /** not sent: what was to be written or emptied as a register is a role with rights */
  | { readonly kind: 'no-register' }
  | { readonly kind: 'missing'; readonly what: 'account' | 'role' | 'group' }
  | { readonly kind: 'exists'; readonly what: 'account' | 'role' }
  /** the account holds the role already, or something went wrong at the broker: it has one word for both */
  | { readonly kind: 'internal' }
  /** done, and forgotten when the broker starts again: it said that it could not write its accounts to its disk */
  | { readonly kind: 'unsaved' }
  /** in the words of the broker, cut and masked */
  | { readonly kind: 'other'; readonly said: string };

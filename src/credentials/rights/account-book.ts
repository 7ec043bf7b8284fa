import type { RoleRule } from '../authority/authority';
import type { DefaultAccess } from '../authority/records';

/** A role or a group as somebody has it. The higher priority is asked first. */
export type Held = { readonly name: string; readonly priority: number };

export type BookAccount = {
  readonly username: string;
  /** a log-in with any other client id is refused; null: any */
  readonly clientId: string | null;
  readonly disabled: boolean;
  /** in the order in which the broker asks them */
  readonly roles: readonly Held[];
  readonly groups: readonly Held[];
};

/** Who may do what, as it stands in the broker's account database. */
export type AccountBook = {
  readonly accounts: readonly BookAccount[];
  /** group → its roles, in the order in which they are asked */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** role → its rules */
  readonly roles: ReadonlyMap<string, readonly RoleRule[]>;
  /** what holds where no rule speaks */
  readonly defaults: DefaultAccess;
  /** whose rights those have who log in without a username, where the broker lets them in; null: nobody's */
  readonly anonymousGroup: string | null;
  /**
   * Accounts in whose name somebody has a certificate, as far as is known. Where a broker takes the name from it, they are let
   * in switched off too, with all their rights (CREDENTIALS.md 1.9).
   */
  readonly certified: ReadonlySet<string>;
  /** `%c` and `%u` in a rule stand for client id and username: Mosquitto from 2.1 (CREDENTIALS.md 1.6) */
  readonly substitutes: boolean;
};

/** Whoever logs in without a username. */
export function anonymousAccount({ anonymousGroup }: AccountBook): BookAccount {
  const groups = anonymousGroup === null ? [] : [{ name: anonymousGroup, priority: 0 }];
  return { username: '', clientId: null, disabled: false, roles: [], groups };
}

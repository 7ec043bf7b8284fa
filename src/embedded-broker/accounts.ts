import type { PasswordHash } from './password';

/** The kinds of rule of Mosquitto's dynamic security that a broker on aedes can hold (README.md). */
export type AclType = 'publishClientSend' | 'publishClientReceive' | 'subscribeLiteral' | 'subscribePattern';

/** One rule of a role. The higher `priority` is asked first. */
export type Acl = {
  readonly type: AclType;
  /** a topic filter; for `subscribeLiteral` the very filter asked for */
  readonly topic: string;
  readonly allow: boolean;
  readonly priority: number;
};

export type Role = { readonly name: string; readonly acls: readonly Acl[] };

/** Who may log in. `clientId` binds: with any other the log-in is refused. */
export type Account = {
  readonly username: string;
  /** null: nobody can log in */
  readonly password: PasswordHash | null;
  readonly clientId: string | null;
  readonly disabled: boolean;
  readonly roles: readonly { readonly role: string; readonly priority: number }[];
};

/** All accounts and roles of a broker, as a value: every change makes a new one. */
export type Accounts = {
  /** what holds where no rule speaks */
  readonly defaults: {
    readonly publishClientSend: boolean;
    readonly publishClientReceive: boolean;
    readonly subscribe: boolean;
  };
  readonly roles: ReadonlyMap<string, Role>;
  readonly accounts: ReadonlyMap<string, Account>;
};

/** Nobody, who may do nothing. */
export const noAccounts: Accounts = {
  defaults: { publishClientSend: false, publishClientReceive: false, subscribe: false },
  roles: new Map(),
  accounts: new Map(),
};

/** `accounts` with this role, in the place of one of the same name. */
export function withRole(accounts: Accounts, role: Role): Accounts {
  return { ...accounts, roles: new Map(accounts.roles).set(role.name, role) };
}

/** `accounts` with this account, in the place of one of the same username. Its roles must be there already. */
export function withAccount(accounts: Accounts, account: Account): Accounts {
  const missing = account.roles.find(({ role }) => !accounts.roles.has(role));
  if (missing) throw new RangeError(`${account.username} is given the role ${missing.role}, which does not exist`);
  return { ...accounts, accounts: new Map(accounts.accounts).set(account.username, account) };
}

/** An enabled account of any client id with these roles, the earlier before the later. */
export function openAccount(username: string, password: PasswordHash, roles: readonly string[]): Account {
  return {
    username,
    password,
    clientId: null,
    disabled: false,
    roles: roles.map((role, index) => ({ role, priority: roles.length - index })),
  };
}

/** A rule that allows, at the lowest priority. */
export function allow(type: AclType, topic: string): Acl {
  return { type, topic, allow: true, priority: 0 };
}

/** A rule that denies and is asked before those that allow. */
export function deny(type: AclType, topic: string): Acl {
  return { type, topic, allow: false, priority: 10 };
}

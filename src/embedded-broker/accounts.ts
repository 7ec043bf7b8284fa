import type { PasswordHash } from './password';

/** The kinds of rule of Mosquitto's dynamic security, in the order in which it lists them. */
export const aclTypes = [
  'publishClientSend',
  'publishClientReceive',
  'subscribeLiteral',
  'subscribePattern',
  'unsubscribeLiteral',
  'unsubscribePattern',
] as const;

export type AclType = (typeof aclTypes)[number];

/** One rule of a role. The higher `priority` is asked first. */
export type Acl = {
  readonly type: AclType;
  /** a topic filter; for the literal types the very filter asked for */
  readonly topic: string;
  readonly allow: boolean;
  readonly priority: number;
};

/** What people call a role, an account or a group; absent where nobody said. */
type Described = { readonly textName?: string; readonly textDescription?: string };

export type Role = Described & { readonly name: string; readonly acls: readonly Acl[] };

/** The priority of what was given without one. */
export const noPriority = -1;

/** A role as it is held, by an account or a group. */
export type Held = { readonly role: string; readonly priority: number };

/** Who may log in. `clientId` binds: with any other the log-in is refused. Roles and groups: the higher priority first. */
export type Account = Described & {
  readonly username: string;
  /** null: nobody can log in */
  readonly password: PasswordHash | null;
  readonly clientId: string | null;
  readonly disabled: boolean;
  readonly roles: readonly Held[];
  readonly groups: readonly { readonly group: string; readonly priority: number }[];
};

/** Accounts that share roles; who belongs to it stands in the accounts. */
export type Group = Described & { readonly name: string; readonly roles: readonly Held[] };

/** All accounts, groups and roles of a broker, as a value: every change makes a new one. */
export type Accounts = {
  /** what holds where no rule speaks */
  readonly defaults: {
    readonly publishClientSend: boolean;
    readonly publishClientReceive: boolean;
    readonly subscribe: boolean;
    readonly unsubscribe: boolean;
  };
  readonly roles: ReadonlyMap<string, Role>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly groups: ReadonlyMap<string, Group>;
  /** whose rights those without a username would have; nobody gets in without one here */
  readonly anonymousGroup: string | null;
};

/** Nobody, who may do nothing. */
export const noAccounts: Accounts = {
  defaults: { publishClientSend: false, publishClientReceive: false, subscribe: false, unsubscribe: true },
  roles: new Map(),
  accounts: new Map(),
  groups: new Map(),
  anonymousGroup: null,
};

/** `accounts` with this role, in the place of one of the same name. */
export function withRole(accounts: Accounts, role: Role): Accounts {
  return { ...accounts, roles: new Map(accounts.roles).set(role.name, role) };
}

/** `accounts` with this group, in the place of one of the same name. Its roles must be there already. */
export function withGroup(accounts: Accounts, group: Group): Accounts {
  requireAll(`the group ${group.name}`, 'role', names(group.roles), accounts.roles);
  return { ...accounts, groups: new Map(accounts.groups).set(group.name, group) };
}

/** `accounts` with this account, in the place of one of the same username. Its roles and groups must be there already. */
export function withAccount(accounts: Accounts, account: Account): Accounts {
  requireAll(account.username, 'role', names(account.roles), accounts.roles);
  const groups = account.groups.map(({ group }) => group);
  requireAll(account.username, 'group', groups, accounts.groups);
  return { ...accounts, accounts: new Map(accounts.accounts).set(account.username, account) };
}

const names = (roles: readonly Held[]) => roles.map(({ role }) => role);

function requireAll(who: string, what: string, wanted: readonly string[], there: ReadonlyMap<string, unknown>): void {
  const missing = wanted.find((name) => !there.has(name));
  if (missing !== undefined) throw new RangeError(`${who} is given the ${what} ${missing}, which does not exist`);
}

/** An enabled account of any client id with these roles, the earlier before the later. */
export function openAccount(username: string, password: PasswordHash | null, roles: readonly string[]): Account {
  return {
    username,
    password,
    clientId: null,
    disabled: false,
    roles: roles.map((role, index) => ({ role, priority: roles.length - index })),
    groups: [],
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

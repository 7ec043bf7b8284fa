import {
  aclTypes,
  noPriority,
  type Account,
  type Accounts,
  type Acl,
  type Group,
  type Held,
  type Role,
} from '../accounts';
import { byPriority } from '../permissions';
import { byName } from './page';

type Texts = Pick<Role, 'textName' | 'textDescription'>;

/** A role as getRole, listRoles and the account file tell it. */
export function roleShape(role: Role): object {
  return { rolename: role.name, ...textShape(role), acls: sortedAcls(role.acls).map(aclShape) };
}

/** An account as getClient and listClients tell it; `addresses` are those it is connected from. Never its hash. */
export function clientShape(account: Account, addresses: readonly string[]): object {
  return {
    ...accountShape(account),
    groups: account.groups.map(({ group, priority }) => ({ groupname: group, ...priorityShape(priority) })),
    connections: addresses.map((address) => ({ address })),
  };
}

/** What an answer and the account file have in common. */
export function accountShape(account: Account): object {
  return {
    username: account.username,
    ...(account.clientId !== null && { clientid: account.clientId }),
    ...textShape(account),
    ...(account.disabled && { disabled: true }),
    roles: account.roles.map(heldShape),
  };
}

/** A group as getGroup and listGroups tell it. */
export function groupShape(accounts: Accounts, group: Group): object {
  const clients = membersOf(accounts, group.name).map(({ username }) => ({ username }));
  return { groupname: group.name, ...textShape(group), clients, roles: group.roles.map(heldShape) };
}

/** Who belongs to a group, by name. */
export function membersOf(accounts: Accounts, group: string): readonly Account[] {
  return [...accounts.accounts.values()]
    .filter((account) => account.groups.some((one) => one.group === group))
    .toSorted((one, other) => byName(one.username, other.username));
}

/** Who holds a role, by itself or through a group. */
export function holdersOf(accounts: Accounts, role: string): readonly Account[] {
  const isHeld = (roles: readonly Held[] | undefined) => roles?.some((held) => held.role === role) ?? false;
  return [...accounts.accounts.values()].filter(
    ({ roles, groups }) => isHeld(roles) || groups.some(({ group }) => isHeld(accounts.groups.get(group)?.roles)),
  );
}

function textShape({ textName, textDescription }: Texts): object {
  return {
    ...(textName !== undefined && { textname: textName }),
    ...(textDescription !== undefined && { textdescription: textDescription }),
  };
}

function heldShape({ role, priority }: Held): object {
  return { rolename: role, ...priorityShape(priority) };
}

export function priorityShape(priority: number): object {
  return priority === noPriority ? {} : { priority };
}

function aclShape({ type, topic, priority, allow }: Acl): object {
  return { acltype: type, topic, priority, allow };
}

function sortedAcls(acls: readonly Acl[]): readonly Acl[] {
  return aclTypes.flatMap((type) => acls.filter((acl) => acl.type === type).toSorted(byPriority));
}

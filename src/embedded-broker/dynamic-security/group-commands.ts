import { withAccount, withGroup, type Account, type Accounts, type Group } from '../accounts';
import { done, fieldOf, isJsonObject, readFields, refused, told } from './command';
import type { Command, Fields, Outcome } from './command';
import { listing } from './page';
import { changedTexts, placed, placedGroup, readName, readPriority, readRoles, readTexts, rolesRefused } from './read';
import { groupShape, membersOf } from './shapes';

const createGroup: Command = (accounts, asked) => {
  const group = readName(asked, 'groupname');
  if ('error' in group) return refused(accounts, group.error);
  const texts = readTexts(asked);
  if ('error' in texts) return refused(accounts, texts.error);
  if (accounts.groups.has(group.name)) return refused(accounts, 'Group already exists');
  const roles = readRoles(accounts, asked) ?? [];
  if (roles === 'unknown') return refused(accounts, rolesRefused.unknown);
  if (roles === 'malformed') return refused(accounts, 'Internal error');
  return done(withGroup(accounts, { ...texts, name: group.name, roles }));
};

/** The group of those without a username stays: Mosquitto 2.0 crashes at that, 2.1 refuses it. */
const deleteGroup = onGroup((accounts, { name }) => {
  if (accounts.anonymousGroup === name) return refused(accounts, 'Deleting the anonymous group is forbidden');
  const members = membersOf(accounts, name);
  const left = members.map((member) => outOf(member, name)).reduce(withAccount, accounts);
  const groups = new Map(left.groups);
  groups.delete(name);
  return done({ ...left, groups }, usernames(members));
});

const getGroup = onGroup((accounts, group) => told(accounts, { group: groupShape(accounts, group) }));

const listGroups: Command = (accounts, asked) =>
  told(
    accounts,
    listing('groups', accounts.groups, asked, (group) => groupShape(accounts, group)),
  );

/** Roles that it cannot give stop it half-way. It kicks whoever belongs to the group then, in any case. */
const modifyGroup = onGroup((accounts, group, asked) => {
  const changed = { ...group, ...changedTexts(asked) };
  const roles = readRoles(accounts, asked) ?? group.roles;
  if (roles === 'unknown' || roles === 'malformed') {
    return refused(withGroup(accounts, changed), rolesRefused[roles], usernames(membersOf(accounts, group.name)));
  }
  const given = withGroup(accounts, { ...changed, roles });
  const clients = asked.list('clients');
  const after = clients ? withMembers(given, group.name, clients) : given;
  return done(after, usernames(membersOf(after, group.name)));
});

const addGroupClient: Command = (accounts, asked) =>
  onMember(accounts, asked, (account, group, isMember) => {
    if (isMember) return refused(accounts, 'Client is already in this group', [account.username]);
    return done(withAccount(accounts, into(account, group, readPriority(asked))), [account.username]);
  });

const removeGroupClient: Command = (accounts, asked) =>
  onMember(accounts, asked, (account, group) => done(withAccount(accounts, outOf(account, group)), [account.username]));

const addGroupRole: Command = (accounts, asked) =>
  onGroupRole(accounts, asked, (group, role) => {
    if (group.roles.some((held) => held.role === role)) return refused(accounts, 'Group is already in this role');
    const roles = placed(group.roles, { role, priority: readPriority(asked) });
    return done(withGroup(accounts, { ...group, roles }), usernames(membersOf(accounts, group.name)));
  });

const removeGroupRole: Command = (accounts, asked) =>
  onGroupRole(accounts, asked, (group, role) => {
    const roles = group.roles.filter((held) => held.role !== role);
    return done(withGroup(accounts, { ...group, roles }), usernames(membersOf(accounts, group.name)));
  });

const setAnonymousGroup = onGroup((accounts, { name }) => done({ ...accounts, anonymousGroup: name }));

const getAnonymousGroup: Command = (accounts) =>
  told(accounts, { group: { groupname: accounts.anonymousGroup ?? '' } });

export const groupCommands = {
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  modifyGroup,
  addGroupClient,
  removeGroupClient,
  addGroupRole,
  removeGroupRole,
  setAnonymousGroup,
  getAnonymousGroup,
} as const;

function onGroup(act: (accounts: Accounts, group: Group, asked: Fields) => Outcome): Command {
  return (accounts, asked) => {
    const named = readName(asked, 'groupname');
    if ('error' in named) return refused(accounts, named.error);
    const group = accounts.groups.get(named.name);
    return group ? act(accounts, group, asked) : refused(accounts, 'Group not found');
  };
}

function onMember(
  accounts: Accounts,
  asked: Fields,
  act: (account: Account, group: string, isMember: boolean) => Outcome,
): Outcome {
  const user = readName(asked, 'username');
  if ('error' in user) return refused(accounts, user.error);
  const group = readName(asked, 'groupname');
  if ('error' in group) return refused(accounts, group.error);
  const account = accounts.accounts.get(user.name);
  if (!account) return refused(accounts, 'Client not found');
  if (!accounts.groups.has(group.name)) return refused(accounts, 'Group not found');
  return act(
    account,
    group.name,
    account.groups.some((one) => one.group === group.name),
  );
}

function onGroupRole(accounts: Accounts, asked: Fields, act: (group: Group, role: string) => Outcome): Outcome {
  const named = readName(asked, 'groupname');
  if ('error' in named) return refused(accounts, named.error);
  const role = readName(asked, 'rolename');
  if ('error' in role) return refused(accounts, role.error);
  const group = accounts.groups.get(named.name);
  if (!group) return refused(accounts, 'Group not found');
  return accounts.roles.has(role.name) ? act(group, role.name) : refused(accounts, 'Role not found');
}

/** Exactly those of `clients` belong to the group who exist. */
function withMembers(accounts: Accounts, group: string, clients: readonly unknown[]): Accounts {
  const emptied = membersOf(accounts, group)
    .map((member) => outOf(member, group))
    .reduce(withAccount, accounts);
  return clients.filter(isJsonObject).reduce<Accounts>((rest, client) => {
    const account = rest.accounts.get(String(fieldOf(client, 'username')));
    if (!account || account.groups.some((one) => one.group === group)) return rest;
    return withAccount(rest, into(account, group, readPriority(readFields(client))));
  }, emptied);
}

function into(account: Account, group: string, priority: number): Account {
  return { ...account, groups: placedGroup(account.groups, { group, priority }) };
}

function outOf(account: Account, group: string): Account {
  return { ...account, groups: account.groups.filter((one) => one.group !== group) };
}

const usernames = (accounts: readonly Account[]) => accounts.map(({ username }) => username);

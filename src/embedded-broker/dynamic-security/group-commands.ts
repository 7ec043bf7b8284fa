import { withAccount, withGroup, type Account, type Accounts } from '../accounts';
import { done, fieldOf, isJsonObject, readFields, refused, told } from './command';
import type { Command } from './command';
import { aClient, aGroup, aRole, onBothNamed, onNamed } from './named';
import { listing } from './page';
import {
  changedTexts,
  placedGroup,
  placedRole,
  readName,
  readPriority,
  readRoles,
  readTexts,
  rolesRefused,
} from './read';
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
const deleteGroup = onNamed(aGroup, (accounts, { name }) => {
  if (accounts.anonymousGroup === name) return refused(accounts, 'Deleting the anonymous group is forbidden');
  const members = membersOf(accounts, name);
  const left = members.map((member) => outOf(member, name)).reduce(withAccount, accounts);
  const groups = new Map(left.groups);
  groups.delete(name);
  return done({ ...left, groups }, usernames(members));
});

const getGroup = onNamed(aGroup, (accounts, group) => told(accounts, { group: groupShape(accounts, group) }));

const listGroups: Command = (accounts, asked) =>
  told(
    accounts,
    listing('groups', accounts.groups, asked, (group) => groupShape(accounts, group)),
  );

/** Roles that it cannot give stop it half-way. It kicks whoever belongs to the group then, in any case. */
const modifyGroup = onNamed(aGroup, (accounts, group, asked) => {
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

const addGroupClient = onBothNamed(aClient, aGroup, (accounts, account, { name }, asked) => {
  if (account.groups.some((one) => one.group === name))
    return refused(accounts, 'Client is already in this group', [account.username]);
  return done(withAccount(accounts, into(account, name, readPriority(asked))), [account.username]);
});

const removeGroupClient = onBothNamed(aClient, aGroup, (accounts, account, { name }) =>
  done(withAccount(accounts, outOf(account, name)), [account.username]),
);

const addGroupRole = onBothNamed(aGroup, aRole, (accounts, group, { name }, asked) => {
  if (group.roles.some((held) => held.role === name)) return refused(accounts, 'Group is already in this role');
  const roles = placedRole(group.roles, { role: name, priority: readPriority(asked) });
  return done(withGroup(accounts, { ...group, roles }), usernames(membersOf(accounts, group.name)));
});

const removeGroupRole = onBothNamed(aGroup, aRole, (accounts, group, { name }) => {
  const roles = group.roles.filter((held) => held.role !== name);
  return done(withGroup(accounts, { ...group, roles }), usernames(membersOf(accounts, group.name)));
});

const setAnonymousGroup = onNamed(aGroup, (accounts, { name }) => done({ ...accounts, anonymousGroup: name }));

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

import { aclTypes, withAccount, withGroup, withRole } from '../accounts';
import type { Account, Accounts, Acl, AclType, Held, Role } from '../accounts';
import { done, isJsonObject, isSayable, readFields, refused, told } from './command';
import type { Command, Fields, Outcome } from './command';
import { aRole, onNamed } from './named';
import { listing } from './page';
import { changedTexts, readName, readTexts } from './read';
import { holdersOf, roleShape } from './shapes';

/** Atomic: whoever comes second is told so. A rule that cannot be read is left out without a word. */
const createRole: Command = (accounts, asked) => {
  const role = readName(asked, 'rolename');
  if ('error' in role) return refused(accounts, role.error);
  const texts = readTexts(asked);
  if ('error' in texts) return refused(accounts, texts.error);
  if (accounts.roles.has(role.name)) return refused(accounts, 'Role already exists');
  return done(withRole(accounts, { ...texts, name: role.name, acls: readAcls(asked) ?? [] }));
};

const getRole = onNamed(aRole, (accounts, role) => told(accounts, { role: roleShape(role) }));

const listRoles: Command = (accounts, asked) =>
  told(
    accounts,
    listing('roles', accounts.roles, asked, (role) => roleShape(role)),
  );

const modifyRole = onNamed({ ...aRole, missing: 'Role does not exist' }, (accounts, role, asked) =>
  done(withRole(accounts, { ...role, ...changedTexts(asked), acls: readAcls(asked) ?? role.acls })),
);

/** Takes it from everybody who holds it. */
const deleteRole = onNamed(aRole, (accounts, { name }) => {
  const holders = holdersOf(accounts, name);
  const without = (roles: readonly Held[]) => roles.filter(({ role }) => role !== name);
  const groups = [...accounts.groups.values()].map((group) => ({ ...group, roles: without(group.roles) }));
  const clients = holders.map((holder) => ({ ...holder, roles: without(holder.roles) }));
  const left = clients.reduce(withAccount, groups.reduce(withGroup, accounts));
  const roles = new Map(left.roles);
  roles.delete(name);
  return done({ ...left, roles }, usernames(holders));
});

const addRoleACL = onRule((accounts, role, type, topic, asked) => {
  if (role.acls.some((acl) => acl.type === type && acl.topic === topic)) {
    return refused(accounts, 'ACL with this topic already exists');
  }
  const acls = [...role.acls, { type, topic, ...readRule(asked) }];
  return done(withRole(accounts, { ...role, acls }), usernames(holdersOf(accounts, role.name)));
});

const removeRoleACL = onRule((accounts, role, type, topic) => {
  const index = role.acls.findIndex((acl) => acl.type === type && acl.topic === topic);
  if (index < 0) return refused(accounts, 'ACL not found');
  const acls = role.acls.toSpliced(index, 1);
  return done(withRole(accounts, { ...role, acls }), usernames(holdersOf(accounts, role.name)));
});

export const roleCommands = {
  createRole,
  getRole,
  listRoles,
  modifyRole,
  deleteRole,
  addRoleACL,
  removeRoleACL,
} as const;

/** A command on a rule of the role that it names. */
function onRule(
  act: (accounts: Accounts, role: Role, type: AclType, topic: string, asked: Fields) => Outcome,
): Command {
  return onNamed(aRole, (accounts, role, asked) => {
    const type = asked.text('acltype');
    if (typeof type !== 'string') return refused(accounts, 'Invalid/missing acltype');
    const known = aclTypeOf(type);
    if (!known) return refused(accounts, 'Unknown acltype');
    const topic = asked.text('topic');
    if (typeof topic !== 'string') return refused(accounts, 'Invalid/missing topic');
    if (!isSayable(topic)) return refused(accounts, 'Topic not valid UTF-8');
    if (!isFilter(topic)) return refused(accounts, 'Invalid ACL topic');
    return act(accounts, role, known, topic, asked);
  });
}

function readAcls(asked: Fields): readonly Acl[] | null {
  const list = asked.list('acls');
  return list ? list.flatMap(readAcl) : null;
}

function readAcl(item: unknown): readonly Acl[] {
  if (!isJsonObject(item)) return [];
  const asked = readFields(item);
  const [type, topic] = [aclTypeOf(asked.text('acltype') ?? ''), asked.text('topic')];
  return type && typeof topic === 'string' ? [{ type, topic, ...readRule(asked) }] : [];
}

const readRule = (asked: Fields) => ({ priority: asked.integer('priority') ?? 0, allow: asked.isTrue('allow') });

function aclTypeOf(text: string): AclType | undefined {
  return aclTypes.find((type) => type.toLowerCase() === text.toLowerCase());
}

/** `#` alone in the last level, `+` alone in its level (MQTT 5 §4.7.1). */
function isFilter(topic: string): boolean {
  const levels = topic.split('/');
  const isLast = (index: number) => index === levels.length - 1;
  return levels.every((level, index) => !/[#+]/.test(level) || level === '+' || (level === '#' && isLast(index)));
}

const usernames = (accounts: readonly Account[]) => accounts.map(({ username }) => username);

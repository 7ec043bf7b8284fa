import { noPriority, type Account, type Accounts, type Held, type Role } from '../accounts';
import { byPriority } from '../permissions';
import { fieldOf, isJsonObject, isSayable, readFields, type Fields } from './command';
import { byName } from './page';

const unsayable = {
  username: 'Username not valid UTF-8',
  groupname: 'Group name not valid UTF-8',
  rolename: 'Role name not valid UTF-8',
} as const;

export type NameField = keyof typeof unsayable;

/** The name in a command, or Mosquitto's words for why it is none. */
export function readName(asked: Fields, field: NameField): { readonly name: string } | { readonly error: string } {
  const name = asked.text(field);
  if (typeof name !== 'string') return { error: `Invalid/missing ${field}` };
  return isSayable(name) ? { name } : { error: unsayable[field] };
}

type Texts = Pick<Role, 'textName' | 'textDescription'>;

/** The texts of something new. */
export function readTexts(asked: Fields): Texts | { readonly error: string } {
  for (const field of ['textname', 'textdescription']) {
    if (asked.text(field) === null) return { error: `Invalid/missing ${field}` };
  }
  return changedTexts(asked);
}

/** Those texts that a command changes; what is no text changes nothing. */
export function changedTexts(asked: Fields): Texts {
  const [name, description] = [asked.text('textname'), asked.text('textdescription')];
  return {
    ...(typeof name === 'string' && { textName: name }),
    ...(typeof description === 'string' && { textDescription: description }),
  };
}

/** The roles in a command: undefined where it names none, `unknown` where one does not exist. */
export function readRoles(accounts: Accounts, asked: Fields): readonly Held[] | undefined | 'unknown' | 'malformed' {
  const list = asked.list('roles');
  if (list === undefined) return undefined;
  if (list === null) return 'malformed';
  let roles: readonly Held[] = [];
  for (const item of list) {
    const name = isJsonObject(item) ? fieldOf(item, 'rolename') : null;
    if (!isJsonObject(item) || typeof name !== 'string') return 'malformed';
    if (!accounts.roles.has(name)) return 'unknown';
    if (roles.some(({ role }) => role === name)) continue;
    roles = placedRole(roles, { role: name, priority: readPriority(readFields(item)) });
  }
  return roles;
}

/** Mosquitto's words for roles that cannot be given. */
export const rolesRefused = {
  unknown: 'Role not found',
  malformed: "'roles' not an array or missing/invalid rolename",
} as const;

export function readPriority(asked: Fields): number {
  return asked.integer('priority') ?? noPriority;
}

/** An account's groups with one more. */
export function placedGroup(groups: Account['groups'], group: Account['groups'][number]): Account['groups'] {
  return [...groups, group].toSorted((one, other) => byPriority(one, other) || byName(one.group, other.group));
}

/** The roles of an account or group with one more: the higher priority first, and of the same by name, as in Mosquitto. */
export function placedRole(roles: readonly Held[], role: Held): readonly Held[] {
  return [...roles, role].toSorted((one, other) => byPriority(one, other) || byName(one.role, other.role));
}

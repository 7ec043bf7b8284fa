import { noAccounts, withAccount, type Account, type Accounts, type Group, type Role } from '../accounts';
import { hashBytes, mostIterations, type PasswordHash } from '../password';
import { accessCommands } from './access-commands';
import { clientCommands } from './client-commands';
import { fieldOf, isJsonObject, readFields, type Command, type GivenPassword, type JsonObject } from './command';
import { groupCommands } from './group-commands';
import { roleCommands } from './role-commands';
import { accountShape, groupShape, membersOf, priorityShape, roleShape } from './shapes';

/** The accounts as Mosquitto 2.0 keeps them in `dynamic-security.json`: it can take the file over, and give it back. */
export function writeAccountFile(accounts: Accounts): string {
  const file = {
    defaultACLAccess: accounts.defaults,
    clients: [...accounts.accounts.values()].map((account) => ({ ...accountShape(account), ...hashShape(account) })),
    groups: [...accounts.groups.values()].map((group) => ({
      ...groupShape(accounts, group),
      clients: membersOf(accounts, group.name).map(({ username, groups }) => ({
        username,
        ...priorityShape(groups.find((one) => one.group === group.name)!.priority), // it is a member
      })),
    })),
    ...(accounts.anonymousGroup !== null && { anonymousGroup: accounts.anonymousGroup }),
    roles: [...accounts.roles.values()].map(roleShape),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads what `writeAccountFile`, Mosquitto 2.0 or 2.1 wrote. Throws where it is not whole: a file that was torn in a
 * crash must not be taken for a home without accounts. Held roles and members that do not exist are left out.
 */
export function readAccountFile(text: string): Accounts {
  const file: unknown = JSON.parse(text);
  if (!isJsonObject(file)) throw new TypeError('An account file is a JSON object.');
  const listed = (name: string) => objectsIn(fieldOf(file, name));
  const defaults = Object.entries(objectIn(file, 'defaultaclaccess')).map(([acltype, allow]) => ({ acltype, allow }));
  const open = carryOut(accessCommands.setDefaultACLAccess, noAccounts, { acls: defaults });
  const roles = new Map<string, Role>();
  for (const item of listed('roles'))
    put(roles, carryOut(roleCommands.createRole, { ...open, roles: new Map() }, item).roles);
  const groups = new Map<string, Group>();
  for (const item of listed('groups')) {
    const beside = { ...open, roles, groups: new Map() };
    put(groups, carryOut(groupCommands.createGroup, beside, knownRolesOf(item, roles)).groups);
  }
  const known = { ...open, roles, groups };
  const accounts = new Map<string, Account>();
  for (const item of listed('clients')) put(accounts, readClient(known, knownRolesOf(item, roles)).accounts);
  for (const group of listed('groups'))
    for (const client of objectsIn(fieldOf(group, 'clients'))) {
      const account = accounts.get(String(fieldOf(client, 'username')));
      if (account === undefined) continue;
      const member = { ...client, groupname: fieldOf(group, 'groupname') };
      const alone = { ...known, accounts: new Map([[account.username, account]]) };
      for (const [name, into] of carryOut(groupCommands.addGroupClient, alone, member).accounts)
        accounts.set(name, into);
    }
  const anonymous = fieldOf(file, 'anonymousgroup');
  return { ...known, accounts, anonymousGroup: typeof anonymous === 'string' ? anonymous : null };
}

/** Each item is read beside none of its kind, and collected: a change makes a new map, and a whole file would make one for each of its items. */
function put<T>(all: Map<string, T>, read: ReadonlyMap<string, T>): void {
  for (const [name, item] of read) {
    if (all.has(name)) throw new TypeError('The account file is not whole: it holds two of one name.');
    all.set(name, item);
  }
}

/** The file says it in the fields of the commands. */
function carryOut(command: Command, accounts: Accounts, item: JsonObject, password?: GivenPassword): Accounts {
  const outcome = command(accounts, readFields(item, password), new Map());
  if (outcome.answer.error !== undefined) throw new TypeError(`The account file is not whole: ${outcome.answer.error}`);
  return outcome.accounts;
}

function readClient(accounts: Accounts, item: JsonObject): Accounts {
  const { groups: _, ...own } = item; // in the file the groups say who belongs to them
  const { clientid, ...unbound } = own;
  // `modifyClient` takes any text for a client id, and then the file holds it
  const isText = typeof clientid === 'string';
  const read = carryOut(clientCommands.createClient, accounts, isText ? unbound : own, readHash(item) ?? 'none');
  const account = read.accounts.get(String(fieldOf(item, 'username')));
  if (account === undefined) return read;
  const clientId = (isText && clientid) || null;
  return withAccount(read, { ...account, clientId, disabled: fieldOf(item, 'disabled') === true });
}

function knownRolesOf(item: JsonObject, known: Accounts['roles']): JsonObject {
  const roles = objectsIn(fieldOf(item, 'roles')).filter((held) => known.has(String(fieldOf(held, 'rolename'))));
  return { ...item, roles };
}

function hashShape({ password }: Account): object {
  if (password === null) return {};
  const { iterations, salt, hash } = password;
  return { password: base64(hash), salt: base64(salt), iterations };
}

/** 2.0: three fields. 2.1: `$7$ITERATIONS$SALT$HASH`, which 2.0 cannot read. */
function readHash(item: JsonObject): PasswordHash | null {
  const encoded = fieldOf(item, 'encoded_password');
  const [, iterations, salt, hash] =
    typeof encoded === 'string'
      ? (/^\$7\$(\d+)\$([^$]+)\$([^$]+)$/.exec(encoded) ?? [])
      : [null, fieldOf(item, 'iterations'), fieldOf(item, 'salt'), fieldOf(item, 'password')];
  if (encoded === undefined && hash === undefined) return null;
  const rounds = Number(iterations);
  const kept = { iterations: rounds, salt: bytesOf(salt), hash: bytesOf(hash) };
  const isSane = Number.isSafeInteger(rounds) && rounds >= 1 && rounds <= mostIterations;
  if (!isSane || kept.salt.byteLength === 0 || kept.hash.byteLength !== hashBytes) {
    throw new TypeError('The account file is not whole: a password is kept in a way that nobody here can read.');
  }
  return kept;
}

const bytesOf = (text: unknown) => Buffer.from(typeof text === 'string' ? text : '', 'base64');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = fieldOf(object, name);
  return isJsonObject(value) ? value : {};
}

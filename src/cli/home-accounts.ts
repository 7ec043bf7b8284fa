import type { NewRole } from '@/credentials/authority/authority';
import { deviceRole, proofRole } from '@/credentials/roles/device-roles';
import { personRole } from '@/credentials/roles/person-roles';
import type { SlotLetter } from '@/credentials/rotation/facts';
import {
  allow,
  noAccounts,
  openAccount,
  withAccount,
  withRole,
  type Acl,
  type Accounts,
  type Role,
} from '@/embedded-broker/accounts';
import type { PasswordHash } from '@/embedded-broker/password';

/** The passwords of a home on the embedded broker; null where they are only known to whoever creates it elsewhere. */
export type HomePasswords = {
  readonly admin: PasswordHash | null;
  readonly owner: PasswordHash | null;
  readonly bridge: PasswordHash | null;
  /** of devices with a connection of their own, by their id */
  readonly devices?: ReadonlyMap<string, PasswordHash | null>;
  /** of programs that speak for themselves in other dialects */
  readonly programs?: readonly ProgramAccess[];
  /** when they were set, ms since the epoch; written beside the accounts of devices, for whoever asks how old they are */
  readonly at?: number;
};

/** What a program with an account of its own needs to be allowed, in topic filters. */
export type ProgramAccess = {
  readonly username: string;
  readonly password: PasswordHash | null;
  /** to which its account is bound */
  readonly clientId: string;
  readonly says: readonly string[];
  readonly hears: readonly string[];
};

/** Whoever may administer could give themselves any right: holding some back would only look safe. */
const administrator: Role = {
  name: 'administrator',
  acls: ['#', '$SYS/#', '$CONTROL/dynamic-security/#'].flatMap((topic) => [
    ...hears(topic),
    allow('publishClientSend', topic),
  ]),
};

/** Zigbee2MQTT: everything below its base topic is its own, and nothing else is. */
const zigbeeBridge: Role = {
  name: 'zigbee2mqtt',
  acls: [...hears('zigbee2mqtt/#'), allow('publishClientSend', 'zigbee2mqtt/#')],
};

/** `admin`, `owner` (the page of the demo), `zigbee2mqtt` (bound to that client id), and what else has a connection. */
export function homeAccounts(passwords: HomePasswords): Accounts {
  const { programs = [] } = passwords;
  // the very role that Access, People gives: what a person of a home may not, the owner of the demo may not
  const owner = asHeldHere(personRole('owner').role);
  const roles = [administrator, owner, zigbeeBridge].reduce(withRole, noAccounts);
  const people = [
    openAccount('admin', passwords.admin, [administrator.name]),
    openAccount('owner', passwords.owner, [owner.name]),
    { ...openAccount('zigbee2mqtt', passwords.bridge, [zigbeeBridge.name]), clientId: 'zigbee2mqtt' },
  ].reduce(withAccount, roles);
  const withPrograms = programs.reduce(withProgram, people);
  const all = [...(passwords.devices ?? [])].reduce(
    (accounts, [id, password]) => withDevice(accounts, id, 'a', password),
    withPrograms,
  );
  return passwords.at === undefined ? all : withNotes(all, passwords.at);
}

/** The note beside an account, as whoever replaces its password writes it (CREDENTIALS.md, section 5). */
function withNotes(accounts: Accounts, at: number): Accounts {
  const note = JSON.stringify({ rot: 'first', prev: null, by: 'set-up', at });
  return [...accounts.accounts.values()].reduce(
    (all, account) => withAccount(all, { ...account, textDescription: note }),
    accounts,
  );
}

/** `accounts` with the account `<id>.<slot>` of a device, bound to its id. It speaks for itself alone (CREDENTIALS.md 1.7). */
export function withDevice(accounts: Accounts, id: string, slot: SlotLetter, password: PasswordHash | null): Accounts {
  const roles = [deviceRole(id), proofRole(id, slot)].map(asHeldHere);
  const names = roles.map(({ name }) => name);
  const account = { ...openAccount(`${id}.${slot}`, password, names), clientId: id };
  return withAccount(roles.reduce(withRole, accounts), account);
}

function withProgram(accounts: Accounts, program: ProgramAccess): Accounts {
  const { username, password, clientId, says } = program;
  const role: Role = {
    name: `program:${username}`,
    acls: [...says.map((topic) => allow('publishClientSend', topic)), ...program.hears.flatMap(hears)],
  };
  return withAccount(withRole(accounts, role), { ...openAccount(username, password, [role.name]), clientId });
}

/** A role as Gatehouse makes it on any broker. */
function asHeldHere({ name, acls }: NewRole): Role {
  return { name, acls: acls.map((rule) => ({ ...rule, priority: rule.priority ?? 0 })) };
}

function hears(topic: string): readonly Acl[] {
  return [allow('subscribePattern', topic), allow('publishClientReceive', topic)];
}

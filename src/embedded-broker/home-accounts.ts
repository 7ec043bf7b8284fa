import {
  allow,
  deny,
  noAccounts,
  openAccount,
  withAccount,
  withRole,
  type Acl,
  type Accounts,
  type Role,
} from './accounts';
import type { PasswordHash } from './password';

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
  /** where the people of the house command it */
  readonly takes: readonly string[];
  /** a password may be told to it there in clear: nobody else is to hear that */
  readonly confidential: readonly string[];
};

/** Names may hold slashes, and no wildcard matches "any levels, then set": so one rule a depth. */
const nameLevels = 9;
/** Where programs take commands (Zigbee2MQTT, Home Assistant's own habit, ring-mqtt): nobody speaks of himself there. */
const commandWords = ['set', 'get', 'command', 'cmd'] as const;

/** Whoever may administer could give themselves any right: holding some back would only look safe. */
const administrator: Role = {
  name: 'administrator',
  acls: ['#', '$SYS/#', '$CONTROL/dynamic-security/#'].flatMap((topic) => [
    ...hears(topic),
    allow('publishClientSend', topic),
  ]),
};

/** Sees the whole home and commands its devices; cannot speak in their name, hear their new passwords, nor administer the broker. */
const homeowner = (programs: readonly ProgramAccess[]): Role => ({
  name: 'homeowner',
  acls: [
    ...hears('#'),
    // what the broker itself saw: refused log-ins, and who came
    ...hears('$SYS/broker/#'),
    ...commandTopics().map((topic) => allow('publishClientSend', topic)),
    allow('publishClientSend', 'zigbee2mqtt/bridge/request/#'),
    allow('publishClientSend', 'gatehouse/v1/#'),
    deny('publishClientSend', 'gatehouse/v1/device/#'),
    { ...allow('publishClientSend', 'gatehouse/v1/device/+/command'), priority: 20 },
    { ...allow('publishClientSend', 'gatehouse/v1/device/+/firmware/offer'), priority: 20 },
    ...keptFrom('gatehouse/v1/device/+/credential/offer'),
    // a new log-in of the bridge is told to it in clear
    deny('publishClientReceive', 'zigbee2mqtt/bridge/request/options'),
    ...programs.flatMap(({ takes }) => takes.map((topic) => allow('publishClientSend', topic))),
    ...programs.flatMap(({ confidential }) => confidential.flatMap(keptFrom)),
    // and so are the codes of locks
    ...codeTopics().map((topic) => deny('publishClientReceive', topic)),
  ],
});

/** Zigbee2MQTT: everything below its base topic is its own, and nothing else is. */
const zigbeeBridge: Role = {
  name: 'zigbee2mqtt',
  acls: [...hears('zigbee2mqtt/#'), allow('publishClientSend', 'zigbee2mqtt/#')],
};

/** `admin`, `owner` (the page of the demo), `zigbee2mqtt` (bound to that client id), and what else has a connection. */
export function homeAccounts(passwords: HomePasswords): Accounts {
  const { programs = [] } = passwords;
  const owner = homeowner(programs);
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
export function withDevice(accounts: Accounts, id: string, slot: 'a' | 'b', password: PasswordHash | null): Accounts {
  const username = `${id}.${slot}`;
  const own = (what: string) => `gatehouse/v1/device/${id}/${what}`;
  const says = [
    'about',
    'status',
    'telemetry',
    'event',
    'reply',
    'image',
    'credential/key',
    'certificate/request',
    'firmware/state',
  ];
  const heard = ['command', 'credential/offer', 'certificate/issued', 'firmware/offer'];
  const speaks: Role = {
    name: `dev:${id}`,
    acls: [...says.map((what) => allow('publishClientSend', own(what))), ...heard.flatMap((what) => hears(own(what)))],
  };
  // only whoever logged in with this slot may say so
  const proves: Role = {
    name: `proof:${username}`,
    acls: [allow('publishClientSend', own(`credential/proof/${slot}`))],
  };
  const account = { ...openAccount(username, password, [speaks.name, proves.name]), clientId: id };
  return withAccount([speaks, proves].reduce(withRole, accounts), account);
}

function withProgram(accounts: Accounts, program: ProgramAccess): Accounts {
  const { username, password, clientId, says } = program;
  const role: Role = {
    name: `program:${username}`,
    acls: [...says.map((topic) => allow('publishClientSend', topic)), ...program.hears.flatMap(hears)],
  };
  return withAccount(withRole(accounts, role), { ...openAccount(username, password, [role.name]), clientId });
}

function keptFrom(topic: string): readonly Acl[] {
  return [deny('subscribePattern', topic), deny('publishClientReceive', topic)];
}

function hears(topic: string): readonly Acl[] {
  return [allow('subscribePattern', topic), allow('publishClientReceive', topic)];
}

/** Where a lock is told a code: what everybody at home may send, nobody at home need hear. */
function codeTopics(): readonly string[] {
  const names = Array.from({ length: nameLevels - 1 }, (_, index) => '/+'.repeat(index + 1));
  return [...names.map((name) => `zigbee2mqtt${name}/set`), 'gatehouse/v1/device/+/command'];
}

function commandTopics(): readonly string[] {
  const places = Array.from({ length: nameLevels }, (_, index) => '+/'.repeat(index + 1));
  return places.flatMap((place) => commandWords.map((word) => place + word));
}

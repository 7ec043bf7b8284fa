import * as v from 'valibot';

import type { Broker } from '@/broker/port';
import { limits } from '@/core/limits';

import type { Failed, NewRole } from './authority';
import { call, failed, type Answered } from './call';
import { isChange, touches, wireRule, type ControlCommand } from './control-command';
import { recordSchemas, type ClientRecord, type DefaultAccess, type GroupRecord, type RoleRecord } from './records';

/** Names a page: 100 of them are about 2 kB, which Mosquitto 2.0 sends in one turn of its loop (4 kB). */
const namesAPage = 100;
/** Accounts a page, with all that is told of them: about 300 bytes each. */
const clientsAPage = 12;
const defaultTimeoutMs = 10_000;

/** What a call came to. Never throws; after `unanswered` the caller reads again what is so. */
export type Result<T> = { readonly outcome: 'done'; readonly value: T } | Failed;

export type NewClient = Omit<Extract<ControlCommand, { command: 'createClient' }>, 'command'>;

/** Mosquitto's dynamic security, as far as Gatehouse uses it, over the connection of an administrator. */
export type DynamicSecurity = {
  /** a small batch, at most once: one result a command, and it goes on after one that fails */
  run(commands: readonly ControlCommand[]): Promise<readonly Answered[]>;
  listClientNames(): Promise<Result<readonly string[]>>;
  /** all accounts, by name; read in pages, so an account that comes or goes meanwhile may be in it or not */
  listClients(): Promise<Result<readonly ClientRecord[]>>;
  /** null: there is none */
  getClient(username: string): Promise<Result<ClientRecord | null>>;
  /** these accounts and roles at one moment; those that are not there are left out */
  lookUp(
    usernames: readonly string[],
    rolenames: readonly string[],
  ): Promise<Result<{ readonly clients: readonly ClientRecord[]; readonly roles: readonly RoleRecord[] }>>;
  createClient(client: NewClient): Promise<Result<null>>;
  /** cuts whoever is connected as it, like every change of an account but `enableClient` */
  setClientPassword(username: string, password: string): Promise<Result<null>>;
  disableClient(username: string): Promise<Result<null>>;
  enableClient(username: string): Promise<Result<null>>;
  deleteClient(username: string): Promise<Result<null>>;
  /** `internal`: it holds the role already, most likely */
  addClientRole(username: string, rolename: string): Promise<Result<null>>;
  removeClientRole(username: string, rolename: string): Promise<Result<null>>;
  listRoleNames(): Promise<Result<readonly string[]>>;
  /** null: there is none */
  getRole(rolename: string): Promise<Result<RoleRecord | null>>;
  createRole(role: NewRole & { readonly textName?: string }): Promise<Result<null>>;
  /** reads all accounts and groups first: a role that is held is not deleted (`role-held`) */
  deleteRole(rolename: string): Promise<Result<null>>;
  getDefaultAccess(): Promise<Result<DefaultAccess>>;
  listGroups(): Promise<Result<readonly GroupRecord[]>>;
  /** whose rights those without a username have; null: nobody's */
  getAnonymousGroup(): Promise<Result<string | null>>;
};

export type DynamicSecurityOptions = {
  /** who is logged in: an account that is never touched here */
  readonly username: string;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  readonly timeoutMs?: number;
  /** how often the broker has said that it could not save its accounts; it says so before it answers */
  readonly unsaved?: () => number;
};

export function openDynamicSecurity(broker: Pick<Broker, 'request'>, options: DynamicSecurityOptions): DynamicSecurity {
  const { username: self, random, timeoutMs = defaultTimeoutMs, unsaved = () => 0 } = options;
  let calls = 0;
  const opened = Math.floor(random() * 2 ** 48).toString(36);

  async function run(commands: readonly ControlCommand[]): Promise<readonly Answered[]> {
    if (commands.length === 0) return [];
    if (commands.some((command) => touches(command, self))) return commands.map(() => failed({ kind: 'own-account' }));
    const before = unsaved();
    const answers = await call(broker, commands, { id: `gatehouse-${opened}-${(calls += 1)}`, timeoutMs });
    if (unsaved() === before) return answers;
    return answers.map((answer, index) => {
      const isLost = answer.outcome === 'done' && commands[index] !== undefined && isChange(commands[index]);
      return isLost ? failed({ kind: 'unsaved' }) : answer;
    });
  }

  async function tell(command: ControlCommand): Promise<Result<null>> {
    const [answer = failed({ kind: 'unanswered' })] = await run([command]);
    return answer.outcome === 'done' ? done(null) : answer;
  }

  async function ask<T extends v.GenericSchema>(command: ControlCommand, schema: T): Promise<Result<v.InferOutput<T>>> {
    const [answer = failed({ kind: 'unanswered' })] = await run([command]);
    return answer.outcome === 'done' ? read(answer.data, schema) : answer;
  }

  /** One page after the other, until one comes that is not full. */
  async function askAll<T>(
    count: number,
    page: (offset: number) => Promise<Result<readonly T[]>>,
  ): Promise<Result<readonly T[]>> {
    const all: T[] = [];
    while (all.length < limits.devices) {
      const result = await page(all.length);
      if (result.outcome === 'failed') return result;
      all.push(...result.value);
      if (result.value.length < count) break;
    }
    return done(all);
  }

  const listClientNames = () =>
    askAll(namesAPage, (offset) =>
      ask({ command: 'listClients', count: namesAPage, offset }, recordSchemas.clientNames),
    );
  const listRoleNames = () =>
    askAll(namesAPage, (offset) => ask({ command: 'listRoles', count: namesAPage, offset }, recordSchemas.roleNames));
  const listGroups = () =>
    askAll<GroupRecord>(clientsAPage, (offset) =>
      ask({ command: 'listGroups', verbose: true, count: clientsAPage, offset }, recordSchemas.groups),
    );
  const getClient = async (username: string) =>
    orNull(await ask({ command: 'getClient', username }, recordSchemas.client));

  /** One batch, which a broker carries out without doing anything else in between. */
  async function lookUp(usernames: readonly string[], rolenames: readonly string[]) {
    const answers = await run([
      ...usernames.map((username) => ({ command: 'getClient', username }) as const),
      ...rolenames.map((rolename) => ({ command: 'getRole', rolename }) as const),
    ]);
    const clients: ClientRecord[] = [];
    const roles: RoleRecord[] = [];
    for (const [index, answer] of answers.entries()) {
      if (answer.outcome === 'failed' && answer.failure.kind === 'missing') continue;
      if (answer.outcome === 'failed') return answer;
      const isClient = index < usernames.length;
      const found = isClient ? read(answer.data, recordSchemas.client) : read(answer.data, recordSchemas.role);
      if (found.outcome === 'failed') return found;
      if ('username' in found.value) clients.push(found.value);
      else roles.push(found.value);
    }
    return done({ clients, roles });
  }

  async function listClients(): Promise<Result<readonly ClientRecord[]>> {
    const names = await listClientNames();
    if (names.outcome === 'failed') return names;
    const pages = await askAll<ClientRecord>(clientsAPage, (offset) =>
      ask({ command: 'listClients', verbose: true, count: clientsAPage, offset }, recordSchemas.clients),
    );
    if (pages.outcome === 'failed') return pages;
    const clients = new Map(pages.value.map((client) => [client.username, client]));
    // an account that went while the pages were read moves those after it, and one of them is in no page
    for (const name of names.value.filter((one) => !clients.has(one))) {
      const missed = await getClient(name);
      if (missed.outcome === 'failed') return missed;
      if (missed.value !== null) clients.set(name, missed.value);
    }
    return done([...clients.values()].toSorted((one, other) => (one.username < other.username ? -1 : 1)));
  }

  async function deleteRole(rolename: string): Promise<Result<null>> {
    const [clients, groups] = [await listClients(), await listGroups()];
    if (clients.outcome === 'failed') return clients;
    if (groups.outcome === 'failed') return groups;
    const by = [
      ...clients.value.filter(({ roles }) => roles.includes(rolename)).map(({ username }) => username),
      ...groups.value.filter(({ roles }) => roles.includes(rolename)).map(({ name }) => name),
    ];
    return by.length > 0 ? failed({ kind: 'role-held', by }) : tell({ command: 'deleteRole', rolename });
  }

  return {
    run,
    listClientNames,
    listClients,
    getClient,
    lookUp,
    createClient: (client) => tell({ command: 'createClient', ...client }),
    setClientPassword: (username, password) => tell({ command: 'setClientPassword', username, password }),
    disableClient: (username) => tell({ command: 'disableClient', username }),
    enableClient: (username) => tell({ command: 'enableClient', username }),
    deleteClient: (username) => tell({ command: 'deleteClient', username }),
    addClientRole: (username, rolename) => tell({ command: 'addClientRole', username, rolename }),
    removeClientRole: (username, rolename) => tell({ command: 'removeClientRole', username, rolename }),
    listRoleNames,
    getRole: async (rolename) => orNull(await ask({ command: 'getRole', rolename }, recordSchemas.role)),
    createRole: ({ name, acls, textName }) =>
      tell({
        command: 'createRole',
        rolename: name,
        acls: acls.map(wireRule),
        ...(textName !== undefined && { textname: textName }),
      }),
    deleteRole,
    getDefaultAccess: () => ask({ command: 'getDefaultACLAccess' }, recordSchemas.access),
    listGroups,
    getAnonymousGroup: () => ask({ command: 'getAnonymousGroup' }, recordSchemas.anonymousGroup),
  };
}

function done<T>(value: T): Result<T> {
  return { outcome: 'done', value };
}

function read<T extends v.GenericSchema>(data: unknown, schema: T): Result<v.InferOutput<T>> {
  const parsed = v.safeParse(schema, data);
  return parsed.success ? done(parsed.output) : failed({ kind: 'other', said: 'an answer that cannot be understood' });
}

/** What is not there is an answer to a question. */
function orNull<T>(result: Result<T>): Result<T | null> {
  return result.outcome === 'failed' && result.failure.kind === 'missing' ? done(null) : result;
}

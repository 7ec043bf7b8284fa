import type {
  Authority,
  Failed,
  GroupName,
  Listed,
  ListedAccount,
  Names,
  NewRole,
  Registered,
  Settled,
} from './authority';
import { failed } from './call';
import type { ControlCommand } from './control-command';
import type { DynamicSecurity, Result } from './dynamic-security';
import type { ClientRecord } from './records';
import { readRegisterName } from './register-name';
import { readSlotNote, writeSlotNote } from './slot-note';

/** Registers are roles without rights whose text is the value: createRole is test and set, and kept before it is answered. */
const register = /^(?:sent|dec|batch):/;

/** Is a role of this name a register of a rotation (CREDENTIALS.md, section 5), or of a batch of them? */
function isRegister(name: string): boolean {
  return register.test(name);
}

/** The authority of a broker with Mosquitto's dynamic security. */
export function openDynamicSecurityAuthority(security: DynamicSecurity): Authority {
  async function listAll(): Promise<Listed | Failed> {
    const clients = await security.listClients();
    if (clients.outcome === 'failed') return clients;
    const roles = await security.listRoleNames();
    if (roles.outcome === 'failed') return roles;
    const registers = new Map<string, string>();
    for (const name of roles.value.filter(isRegister)) {
      const found = await read(name);
      if (found.outcome === 'failed') return found;
      if (found.value !== null) registers.set(name, found.value);
    }
    return { outcome: 'done', accounts: clients.value.map(accountOf), roles: roles.value, registers };
  }

  async function listOnly({ usernames, registers: named, registersOf }: Names): Promise<Listed | Failed> {
    const all = registersOf === undefined ? null : await security.listRoleNames();
    if (all?.outcome === 'failed') return all;
    const others = all?.value.filter((name) => readRegisterName(name)?.device === registersOf) ?? [];
    const found = await security.lookUp(usernames, [...new Set([...named, ...others])]);
    if (found.outcome === 'failed') return found;
    const registers = new Map(found.value.roles.map(({ name, textName }) => [name, textName ?? '']));
    const accounts = found.value.clients.map(accountOf);
    return { outcome: 'done', accounts, roles: [...registers.keys()], registers };
  }

  async function read(name: string): Promise<Result<string | null>> {
    const role = await security.getRole(name);
    if (role.outcome === 'failed') return role;
    return { outcome: 'done', value: role.value === null ? null : (role.value.textName ?? '') };
  }

  async function grant(
    username: string,
    right: NewRole | GroupName,
    like: readonly string[] = [],
  ): Promise<Settled | Failed> {
    const before = await security.lookUp([username, ...like.filter((one) => one !== username)], []);
    if (before.outcome === 'failed') return before;
    const account = before.value.clients.find((one) => one.username === username);
    if (account === undefined) return { outcome: 'missing' };
    // giving what it has would be refused, and what it gets cuts whoever is connected as it
    if (heldBy(account, right) !== null) return { outcome: 'done' };
    if ('name' in right) {
      const created = await security.createRole(right);
      if (created.outcome === 'failed' && created.failure.kind !== 'exists') return created;
    }
    const [held = null] = before.value.clients.map((one) => heldBy(one, right)).filter((one) => one !== null);
    // one that was given without a priority is told with a negative one, and asked last: given like that again
    const priority = held === null || held.priority < 0 ? {} : { priority: held.priority };
    const given = 'name' in right ? { rolename: right.name } : { groupname: right.group };
    const command = 'rolename' in given ? ('addClientRole' as const) : ('addGroupClient' as const);
    const [added] = await security.run([{ command, username, ...given, ...priority } as ControlCommand]); // the two agree
    if (added?.outcome === 'done') return { outcome: 'done' };
    const failure = added ?? failed({ kind: 'unanswered' });
    if (failure.failure.kind !== 'internal' && failure.failure.kind !== 'other') return failure;
    // somebody else may have granted it meanwhile
    const after = await security.getClient(username);
    const isThere = after.outcome === 'done' && after.value !== null && heldBy(after.value, right) !== null;
    return isThere ? { outcome: 'done' } : failure;
  }

  return {
    list: (only) => (only === null ? listAll() : listOnly(only)),
    async createSlot({ username, password, clientId, note }) {
      const textdescription = writeSlotNote(note);
      const bound = clientId === null ? {} : { clientid: clientId };
      const created = await security.createClient({ username, password, ...bound, textdescription });
      if (created.outcome === 'done') return { outcome: 'created' };
      return created.failure.kind === 'exists' ? { outcome: 'exists' } : created;
    },
    grant,
    async setDisabled(username, disabled) {
      return settled(await (disabled ? security.disableClient(username) : security.enableClient(username)));
    },
    async remove(what) {
      if ('register' in what && !isRegister(what.register)) return failed({ kind: 'no-register' });
      const result = settled(
        await ('register' in what ? security.deleteRole(what.register) : security.deleteClient(what.account)),
      );
      return result.outcome === 'failed' ? result : { outcome: 'done' };
    },
    async register(name, value): Promise<Registered | Failed> {
      if (!isRegister(name)) return failed({ kind: 'no-register' });
      const created = await security.createRole({ name, acls: [], textName: value });
      if (created.outcome === 'done') return { outcome: 'owned', value };
      if (created.failure.kind !== 'exists') return created;
      const found = await read(name);
      if (found.outcome === 'failed') return found;
      // emptied between the two: whoever asks again owns it
      return found.value === null ? failed({ kind: 'unanswered' }) : { outcome: 'taken', value: found.value };
    },
  };
}

/** With which priority an account has this; null: it has not. */
function heldBy({ held }: ClientRecord, right: NewRole | GroupName) {
  return 'name' in right
    ? (held.roles.find(({ name }) => name === right.name) ?? null)
    : (held.groups.find(({ name }) => name === right.group) ?? null);
}

function settled(result: Result<null>): Settled | Failed {
  if (result.outcome === 'done') return { outcome: 'done' };
  return result.failure.kind === 'missing' ? { outcome: 'missing' } : result;
}

function accountOf(client: ClientRecord): ListedAccount {
  const { username, clientId, disabled, roles, groups, connections, textDescription: note } = client;
  return {
    username,
    clientId,
    disabled,
    roles,
    groups,
    issuedAt: readSlotNote(note)?.at ?? null,
    connections,
    note,
  };
}

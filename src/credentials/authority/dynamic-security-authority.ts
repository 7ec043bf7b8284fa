import type { Authority, Failed, Listed, ListedAccount, Names, NewRole, Registered, Settled } from './authority';
import { failed } from './call';
import type { DynamicSecurity, Result } from './dynamic-security';
import type { ClientRecord } from './records';
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

  async function listOnly({ usernames, registers: names }: Names): Promise<Listed | Failed> {
    const found = await security.lookUp(usernames, names);
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

  async function grant(username: string, role: NewRole): Promise<Settled | Failed> {
    const before = await security.getClient(username);
    if (before.outcome === 'failed') return before;
    if (before.value === null) return { outcome: 'missing' };
    // adding a role that it holds would be refused, and a role that it gets cuts whoever is connected as it
    if (before.value.roles.includes(role.name)) return { outcome: 'done' };
    const created = await security.createRole(role);
    if (created.outcome === 'failed' && created.failure.kind !== 'exists') return created;
    const added = await security.addClientRole(username, role.name);
    if (added.outcome === 'done') return { outcome: 'done' };
    if (added.failure.kind !== 'internal') return added;
    // somebody else may have granted it meanwhile
    const after = await security.getClient(username);
    return after.outcome === 'done' && after.value?.roles.includes(role.name) ? { outcome: 'done' } : added;
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

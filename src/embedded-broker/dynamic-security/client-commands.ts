import { withAccount, type Account, type Accounts } from '../accounts';
import { done, fieldOf, isJsonObject, isSayable, readFields, refused, told } from './command';
import type { Command, Fields, Outcome } from './command';
import { aClient, aRole, onBothNamed, onNamed } from './named';
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
import { clientShape } from './shapes';

const createClient: Command = (accounts, asked) => {
  const user = readName(asked, 'username');
  if ('error' in user) return refused(accounts, user.error);
  if (asked.password === 'invalid') return refused(accounts, 'Invalid/missing password');
  const clientId = asked.text('clientid');
  if (clientId === null) return refused(accounts, 'Invalid/missing client id');
  if (clientId !== undefined && !isSayable(clientId)) return refused(accounts, 'Client ID not valid UTF-8');
  const texts = readTexts(asked);
  if ('error' in texts) return refused(accounts, texts.error);
  if (accounts.accounts.has(user.name)) return refused(accounts, 'Client already exists');
  const roles = readRoles(accounts, asked) ?? [];
  if (roles === 'unknown' || roles === 'malformed') return refused(accounts, rolesRefused[roles]);
  const groups = readGroups(asked);
  if (groups.some(({ group }) => !accounts.groups.has(group))) return refused(accounts, 'Group not found');
  return done(
    withAccount(accounts, {
      ...texts,
      username: user.name,
      password: typeof asked.password === 'object' ? asked.password : null,
      clientId: clientId || null,
      disabled: false,
      roles,
      groups,
    }),
  );
};

const deleteClient: Command = (accounts, asked) => {
  const username = asked.text('username');
  if (typeof username !== 'string') return refused(accounts, 'Invalid/missing username');
  const others = new Map(accounts.accounts);
  if (!others.delete(username)) return refused(accounts, 'Client not found');
  return done({ ...accounts, accounts: others }, [username]);
};

const getClient = onNamed(aClient, (accounts, account, _, connections) =>
  told(accounts, { client: clientShape(account, connections.get(account.username) ?? []) }),
);

const listClients: Command = (accounts, asked, connections) =>
  told(
    accounts,
    listing('clients', accounts.accounts, asked, (account) =>
      clientShape(account, connections.get(account.username) ?? []),
    ),
  );

/** What it cannot read it leaves as it is; roles that it cannot give stop it half-way. It kicks in any case. */
const modifyClient = onNamed(aClient, (accounts, account, asked) => {
  const clientId = asked.text('clientid');
  const changed: Account = {
    ...account,
    ...changedTexts(asked),
    ...(typeof clientId === 'string' && { clientId: clientId || null }),
    ...(typeof asked.password === 'object' && { password: asked.password }),
  };
  const roles = readRoles(accounts, asked) ?? account.roles;
  if (roles === 'unknown' || roles === 'malformed') {
    return refused(withAccount(accounts, changed), rolesRefused[roles], [account.username]);
  }
  const groups = asked.list('groups')
    ? readGroups(asked).filter(({ group }) => accounts.groups.has(group))
    : account.groups;
  return done(withAccount(accounts, { ...changed, roles, groups }), [account.username]);
});

const setClientPassword: Command = (accounts, asked) => {
  const user = readName(asked, 'username');
  if ('error' in user) return refused(accounts, user.error);
  if (asked.password === 'none' || asked.password === 'invalid') return refused(accounts, 'Invalid/missing password');
  if (asked.password === 'empty') return refused(accounts, 'Empty password is not allowed');
  return change(accounts, user.name, { password: asked.password });
};

const setClientId: Command = (accounts, asked) => {
  const user = readName(asked, 'username');
  if ('error' in user) return refused(accounts, user.error);
  const clientId = asked.text('clientid') ?? '';
  if (asked.text('clientid') === null) return refused(accounts, 'Invalid/missing client ID');
  if (!isSayable(clientId)) return refused(accounts, 'Client ID not valid UTF-8');
  return change(accounts, user.name, { clientId: clientId || null });
};

const disableClient = onNamed(aClient, (accounts, { username }) => change(accounts, username, { disabled: true }));

/** The only change that kicks nobody: nobody is there. */
const enableClient = onNamed(aClient, (accounts, account) =>
  done(withAccount(accounts, { ...account, disabled: false })),
);

const addClientRole = onBothNamed(aClient, aRole, (accounts, { username, roles }, { name }, asked) => {
  if (roles.some((held) => held.role === name)) return refused(accounts, 'Internal error'); // Mosquitto's word for "held already"
  return change(accounts, username, { roles: placedRole(roles, { role: name, priority: readPriority(asked) }) });
});

const removeClientRole = onBothNamed(aClient, aRole, (accounts, { username, roles }, { name }) =>
  change(accounts, username, { roles: roles.filter((held) => held.role !== name) }),
);

export const clientCommands = {
  createClient,
  deleteClient,
  getClient,
  listClients,
  modifyClient,
  setClientPassword,
  setClientId,
  disableClient,
  enableClient,
  addClientRole,
  removeClientRole,
} as const;

/** The account changed, and whoever is connected as it kicked. */
function change(accounts: Accounts, username: string, changed: Partial<Account>): Outcome {
  const account = accounts.accounts.get(username);
  if (!account) return refused(accounts, 'Client not found');
  return done(withAccount(accounts, { ...account, ...changed }), [username]);
}

/** The groups in a command, what is none left out. */
function readGroups(asked: Fields): Account['groups'] {
  let groups: Account['groups'] = [];
  for (const item of asked.list('groups') ?? []) {
    const group = isJsonObject(item) ? fieldOf(item, 'groupname') : null;
    if (!isJsonObject(item) || typeof group !== 'string' || groups.some((one) => one.group === group)) continue;
    groups = placedGroup(groups, { group, priority: readPriority(readFields(item)) });
  }
  return groups;
}

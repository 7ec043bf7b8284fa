import type { Account, Accounts, Role } from './accounts';
import { openConsole } from './dynamic-security/console.testing';
import { roleShape } from './dynamic-security/shapes';

type Login = { readonly username: string; readonly password: string };

/** Few enough for a Mosquitto 2.0 not to stand still: it writes its file after each. */
const commandsABatch = 20;

/**
 * Creates these accounts on any broker with dynamic security, by its API, in the order that is safe there: accounts
 * without roles, then their roles (CREDENTIALS.md, finding 5). `passwords`: username → password. Throws where it is refused.
 */
export async function seedAccounts(
  url: string,
  administrator: Login,
  accounts: Accounts,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const admin = await openConsole(url, administrator);
  const commands = seedCommands(accounts, passwords);
  for (let first = 0; first < commands.length; first += commandsABatch) {
    const responses = await admin.ask(...commands.slice(first, first + commandsABatch));
    const refused = responses.find(({ error }) => error !== undefined);
    if (refused) throw new Error(`The broker refused ${refused.command}: ${refused.error}`);
  }
  await admin.close();
}

function seedCommands(accounts: Accounts, passwords: Readonly<Record<string, string>>): readonly object[] {
  const defaults = Object.entries(accounts.defaults).map(([acltype, allow]) => ({ acltype, allow }));
  return [
    { command: 'setDefaultACLAccess', acls: defaults },
    ...[...accounts.roles.values()].map((role: Role) => ({ command: 'createRole', ...roleShape(role) })),
    ...[...accounts.groups.values()].flatMap(({ name, roles }) => [
      { command: 'createGroup', groupname: name },
      ...roles.map(({ role, priority }) => ({ command: 'addGroupRole', groupname: name, rolename: role, priority })),
    ]),
    ...[...accounts.accounts.values()].flatMap((account) => accountCommands(account, passwords[account.username])),
  ];
}

function accountCommands(account: Account, password: string | undefined): readonly object[] {
  const { username, clientId, textName, textDescription, roles, groups, disabled } = account;
  return [
    {
      command: 'createClient',
      username,
      password,
      ...(clientId !== null && { clientid: clientId }),
      textname: textName,
      textdescription: textDescription,
    },
    ...roles.map(({ role, priority }) => ({ command: 'addClientRole', username, rolename: role, priority })),
    ...groups.map(({ group, priority }) => ({ command: 'addGroupClient', username, groupname: group, priority })),
    ...(disabled ? [{ command: 'disableClient', username }] : []),
  ];
}

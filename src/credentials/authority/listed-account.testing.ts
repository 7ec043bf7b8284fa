import type { ListedAccount } from './authority';

/** An account as a broker lists it that does not count who is connected, with nothing said of it but what a test says. */
export function listedAccount(username: string, more: Partial<ListedAccount> = {}): ListedAccount {
  return {
    username,
    clientId: null,
    disabled: false,
    roles: [],
    groups: [],
    issuedAt: null,
    connections: null,
    note: null,
    ...more,
  };
}

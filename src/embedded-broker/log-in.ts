import type { Account, Accounts } from './accounts';
import { hashPassword, isPassword } from './password';

/** What a client says of itself in CONNECT. */
export type Login = {
  readonly username: string | undefined;
  readonly password: Uint8Array | undefined;
  readonly clientId: string;
};

/**
 * The account this log-in opens; null: refused. Unknown user, wrong password, disabled and wrong client id cannot be
 * told apart from outside, by the answer or by its time. Checking takes a while: what counts are the accounts after it.
 */
export async function logIn(accounts: () => Accounts, login: Login): Promise<Account | null> {
  const account = accounts().accounts.get(login.username ?? '');
  const given = login.password ?? new Uint8Array();
  if (!account?.password) {
    await hashPassword(given);
    return null;
  }
  if (!(await isPassword(account.password, given))) return null;
  return isStillOpen(accounts(), account, login.clientId) ? account : null;
}

/** Would the log-in that opened `account` open it now, too? */
export function isStillOpen(accounts: Accounts, account: Account, clientId: string): boolean {
  const now = accounts.accounts.get(account.username);
  if (!now || now.disabled || now.password !== account.password) return false;
  return now.clientId === null || now.clientId === clientId;
}

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
 * told apart from outside, by the answer or by its time.
 */
export async function logIn(accounts: Accounts, login: Login): Promise<Account | null> {
  const account = accounts.accounts.get(login.username ?? '');
  const given = login.password ?? new Uint8Array();
  if (!account?.password) {
    await hashPassword(given);
    return null;
  }
  if (!(await isPassword(account.password, given))) return null;
  if (account.disabled) return null;
  if (account.clientId !== null && account.clientId !== login.clientId) return null;
  return account;
}

import type { WayIn } from '@/core/log-ins/way-in';
import { waysOf } from '@/credentials/rights/who-can';

import { readAccountBook } from '../account-book';
import type { Office } from '../admin';

/** May this account command a thing on which these ways lead? */
export type Commanded = (username: string, ways: readonly WayIn[]) => boolean;

/** As the broker weighs roles, groups and what holds without any; null: it did not answer. */
export async function readCommanded(office: Office): Promise<Commanded | null> {
  const read = await readAccountBook(office);
  if (read === null) return null;
  const { book } = read;
  const accounts = new Map(book.accounts.map((account) => [account.username, account]));
  return (username, ways) => {
    const account = accounts.get(username);
    return account !== undefined && waysOf(book, account, ways).some(({ kind }) => kind === 'command');
  };
}

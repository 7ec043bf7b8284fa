import type { Accounts } from './accounts';
import { readAccountFile, writeAccountFile } from './dynamic-security/account-file';
import { requestTopic } from './dynamic-security/administer';
import type { Replaced } from './dynamic-security/administration';
import { fieldOf, isJsonObject } from './dynamic-security/command';
import type { PasswordHash } from './password';
import { maySend, rightsOf, type Rights } from './permissions';

/**
 * What Mosquitto has not: the account file itself, told to an administrator and taken back from one, so that a page can make
 * its own backups. Hashes and salts, no passwords: those nobody here knows. Only whoever asked is answered.
 */
export const controlTopic = '$CONTROL/gatehouse/v1';
export const controlAnswerTopic = `${controlTopic}/response`;

/** Whoever may administer could give themselves any account: there is no right that would be less. */
export function isAdministrator(rights: Rights): boolean {
  return maySend(rights, requestTopic);
}

/** More is no home's, and would keep the broker from its work while it reads. UTF-16 units; a page makes no larger backup either. */
const largestFile = 8 * 1024 * 1024;
const mostAccounts = 5_000;

type Parts = {
  readonly accounts: Accounts;
  replace(accounts: Accounts): Promise<Replaced>;
  /** the whole file is handed out */
  onRead(): void;
};

/**
 * `{"id","ask":"offers" | "readAccounts" | "writeAccounts","file"?}` → `{"id","outcome":"done" | "refused","offers"? | "file"? |
 * "reason"?}`. null: it is no question, and there is nobody to answer. Never rejects.
 */
export async function answerControl(payload: string, { accounts, replace, onRead }: Parts): Promise<string | null> {
  const asked = parse(payload);
  if (asked === null) return null;
  const answer = (rest: object) => JSON.stringify({ id: asked.id, ...rest });
  switch (asked.ask) {
    case 'offers':
      return answer({ outcome: 'done', offers: ['readAccounts', 'writeAccounts'] });
    case 'readAccounts':
      onRead();
      return answer({ outcome: 'done', file: writeAccountFile(accounts) });
    case 'writeAccounts': {
      const next = readWhole(asked.file);
      if (typeof next === 'string') return answer({ outcome: 'refused', reason: next });
      const replaced = await replace(next);
      return answer(replaced === 'done' ? { outcome: 'done' } : { outcome: 'refused', reason: replaced });
    }
    default:
      return answer({ outcome: 'refused', reason: 'unknown' });
  }
}

/** Accounts without anybody who could administer them would be the last word ever: they are not taken. */
function readWhole(file: unknown): Accounts | 'unreadable' | 'too-many' | 'no-administrator' {
  if (typeof file !== 'string') return 'unreadable';
  if (file.length > largestFile) return 'too-many';
  try {
    const accounts = readAccountFile(file);
    if (accounts.accounts.size > mostAccounts) return 'too-many';
    const canLogIn = [...accounts.accounts.values()].filter(({ password, disabled }) => password !== null && !disabled);
    const someone = canLogIn.some(({ username }) => isAdministrator(rightsOf(accounts, username)));
    return someone ? accounts : 'no-administrator';
  } catch {
    return 'unreadable';
  }
}

/** `next` with the passwords that stay the same as the very ones of `before`: so nobody is cut off who need not be. */
export function withSamePasswords(next: Accounts, before: Accounts): Accounts {
  const accounts = [...next.accounts].map(([username, account]) => {
    const known = before.accounts.get(username)?.password ?? null;
    const isSame = known !== null && account.password !== null && isSameHash(known, account.password);
    return [username, isSame ? { ...account, password: known } : account] as const;
  });
  return { ...next, accounts: new Map(accounts) };
}

function isSameHash(one: PasswordHash, other: PasswordHash): boolean {
  const isSame = (some: Uint8Array, others: Uint8Array) => Buffer.compare(some, others) === 0;
  return one.iterations === other.iterations && isSame(one.salt, other.salt) && isSame(one.hash, other.hash);
}

function parse(payload: string): { readonly id: string; readonly ask: unknown; readonly file: unknown } | null {
  try {
    const value: unknown = JSON.parse(payload);
    if (!isJsonObject(value)) return null;
    const id = fieldOf(value, 'id');
    return typeof id === 'string' ? { id, ask: fieldOf(value, 'ask'), file: fieldOf(value, 'file') } : null;
  } catch {
    return null;
  }
}

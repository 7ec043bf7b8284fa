import { readSlotNote } from '@/credentials/authority/slot-note';
import type { ClientRecord } from '@/credentials/authority/records';
import type { DynamicSecurity } from '@/credentials/authority/dynamic-security';
import type { AuthorityFailure } from '@/credentials/authority/authority';

import { failureWords } from './failure-words';
import { refused, type Refusal } from './refused';

type NewAccount = {
  readonly username: string;
  readonly password: string;
  /** the only client id that may log in with it; null: any */
  readonly clientId: string | null;
  /** who made it and when: by this text it is known again */
  readonly note: string;
  /** given in this order */
  readonly roles: readonly { readonly name: string; readonly priority: number }[];
};

type Security = Pick<DynamicSecurity, 'run' | 'getClient' | 'createClient' | 'deleteClient'>;

const mostTurns = 8;
const mostFailures = 3;

/**
 * A new account with its roles. An answer may be lost while the command was done (CREDENTIALS.md, 1.2), so each turn reads what stands there and
 * does what is missing; it is made when all of it has been read back. `exists`: there is another of that name.
 */
export async function makeAccount(
  security: Security,
  wanted: NewAccount,
): Promise<{ readonly outcome: 'made' } | { readonly outcome: 'exists' } | Refusal> {
  let last: AuthorityFailure = { kind: 'unanswered' };
  let isOurs = false;
  let failures = 0;
  for (let turn = 0; turn < mostTurns && failures < mostFailures; turn++) {
    const found = await security.getClient(wanted.username);
    if (found.outcome === 'failed') {
      [last, failures] = [found.failure, failures + 1];
      continue;
    }
    const there = found.value;
    if (there !== null && there.textDescription !== wanted.note && !isHalfMade(there)) return { outcome: 'exists' };
    isOurs = there?.textDescription === wanted.note;
    const missing = wanted.roles.filter(({ name }) => there?.roles.includes(name) !== true);
    if (isOurs && missing.length === 0) return { outcome: 'made' };
    const failure = await next(security, wanted, there, missing);
    if (failure !== null) [last, failures] = [failure, failures + 1];
  }
  return isOurs || last.kind === 'unanswered' ? cleared(security, wanted, last) : refused(failureWords(last));
}

/** What is without any right was left behind by one who was cut off: nobody can do anything with it, and nobody knows its password. */
export function isHalfMade({ roles, groups, disabled, textDescription }: Standing): boolean {
  return roles.length + groups.length === 0 && !disabled && readSlotNote(textDescription)?.rot === 'first';
}

type Standing = {
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly disabled: boolean;
  readonly textDescription: string | null;
};

async function next(
  security: Security,
  { username, password, clientId, note }: NewAccount,
  there: ClientRecord | null,
  missing: NewAccount['roles'],
): Promise<AuthorityFailure | null> {
  if (there === null) {
    const bound = clientId === null ? {} : { clientid: clientId };
    const created = await security.createClient({ username, password, ...bound, textdescription: note });
    return created.outcome === 'failed' ? created.failure : null;
  }
  if (there.textDescription !== note) {
    const gone = await security.deleteClient(username);
    return gone.outcome === 'failed' ? gone.failure : null;
  }
  const results = await security.run(
    missing.map(({ name, priority }) => ({ command: 'addClientRole', username, rolename: name, priority }) as const),
  );
  const failure = results.find((result) => result.outcome === 'failed');
  return failure?.outcome === 'failed' ? failure.failure : null;
}

/** Half made it is good for nothing: it goes, as far as it is ours, and what stays is said. */
async function cleared(security: Security, { username, note }: NewAccount, why: AuthorityFailure): Promise<Refusal> {
  const found = await security.getClient(username);
  if (found.outcome === 'done' && found.value?.textDescription !== note) return refused(failureWords(why));
  if (found.outcome === 'done') await security.deleteClient(username);
  const after = await security.getClient(username);
  if (after.outcome === 'done' && after.value?.textDescription !== note) return refused(failureWords(why));
  return refused(
    `${failureWords(why)} A log-in ${username} without its rights may stand there now: it is replaced when you try again.`,
  );
}

import { asBegun, readBegun, readSlotNote } from '@/credentials/authority/slot-note';
import type { ControlCommand } from '@/credentials/authority/control-command';
import type { ClientRecord } from '@/credentials/authority/records';
import type { DynamicSecurity } from '@/credentials/authority/dynamic-security';
import type { AuthorityFailure } from '@/credentials/authority/authority';

import { failureWords } from '../failure-words';
import { refused, type Refusal } from '../refused';

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
/** longer than all turns of whoever else makes it, with the answers that are waited for */
const begunMinutes = 5;

/**
 * A new account with its roles. An answer may be lost while the command was done (CREDENTIALS.md, 1.2), so each turn reads what stands there and
 * does what is missing; it is made when all of it has been read back. `exists`: there is another of that name.
 *
 * Two pages may make the same one. Until it is whole its note says so, and what is younger than any making takes is not touched: it was taken away
 * from a page that had just shown its password.
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
    isOurs = there !== null && isOf(there, wanted.note);
    if (there !== null && !isOurs) {
      if (!isHalfMade(there)) return { outcome: 'exists' };
      if (isYoung(there, wanted.note)) return refused(beingMade(wanted.username));
    }
    const missing = wanted.roles.filter(({ name }) => there?.roles.includes(name) !== true);
    if (there?.textDescription === wanted.note && missing.length === 0) return { outcome: 'made' };
    const failure = await next(security, wanted, there, missing);
    if (failure !== null) [last, failures] = [failure, failures + 1];
  }
  return isOurs || last.kind === 'unanswered' ? cleared(security, wanted, last) : refused(failureWords(last));
}

/** What was left behind by one who was cut off, or is being made just now: nobody was told its password. */
export function isHalfMade({ groups, disabled, textDescription }: Standing): boolean {
  return groups.length === 0 && !disabled && readBegun(textDescription) !== null;
}

/** By the clocks of two browsers; one that was begun in the future is young. */
function isYoung({ textDescription }: Standing, ours: string): boolean {
  const [begun, now] = [readBegun(textDescription), readSlotNote(ours)?.at ?? 0];
  return begun !== null && now - begun < begunMinutes * 60_000;
}

function isOf({ textDescription }: Standing, note: string): boolean {
  return textDescription === note || textDescription === asBegun(note);
}

const beingMade = (username: string) =>
  `Somebody began to make a log-in ${username} moments ago. If nobody is at it any more, it can be replaced in ${begunMinutes} minutes.`;

type Standing = {
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
    const created = await security.createClient({ username, password, ...bound, textdescription: asBegun(note) });
    return created.outcome === 'failed' ? created.failure : null;
  }
  if (!isOf(there, note)) return replaced(security, there);
  // only when all of its roles were read back is it whole
  const commands: readonly ControlCommand[] =
    missing.length > 0
      ? missing.map(({ name, priority }) => ({ command: 'addClientRole', username, rolename: name, priority }) as const)
      : [{ command: 'modifyClient', username, textdescription: note }];
  const failure = (await security.run(commands)).find((result) => result.outcome === 'failed');
  return failure?.outcome === 'failed' ? failure.failure : null;
}

/** Read again right before it goes: whoever was thought to be cut off may have made it whole. */
async function replaced(
  security: Security,
  { username, textDescription }: ClientRecord,
): Promise<AuthorityFailure | null> {
  const found = await security.getClient(username);
  if (found.outcome === 'failed') return found.failure;
  const isSame = found.value?.textDescription === textDescription && isHalfMade(found.value);
  const gone = isSame ? await security.deleteClient(username) : null;
  return gone?.outcome === 'failed' ? gone.failure : null;
}

/** Half made it is good for nothing: it goes, as far as it is ours, and what stays is said. */
async function cleared(security: Security, { username, note }: NewAccount, why: AuthorityFailure): Promise<Refusal> {
  const isGone = (found: Awaited<ReturnType<Security['getClient']>>) =>
    found.outcome === 'done' && (found.value === null || !isOf(found.value, note));
  const found = await security.getClient(username);
  if (isGone(found)) return refused(failureWords(why));
  if (found.outcome === 'done') await security.deleteClient(username);
  if (isGone(await security.getClient(username))) return refused(failureWords(why));
  return refused(
    `${failureWords(why)} A log-in ${username} that nobody can use may stand there now: it is replaced when you try again in ${begunMinutes} minutes.`,
  );
}

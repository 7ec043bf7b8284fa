import { readRecords, writeRecord } from '@/credentials/admission/record';
import { decisionName, decisionShape } from '@/credentials/admission/standing';
import type { AuthorityFailure } from '@/credentials/authority/authority';
import { offBoard, offBoardWords, type Place, type PlaceOutcome } from '@/credentials/people/off-board';
import { readUntil, withoutUntil } from '@/credentials/people/person-note';
import { barrierPriority, bannedRole } from '@/credentials/roles/device-roles';
import { ensureRole } from '@/credentials/roles/ensure-role';
import { deviceOf } from '@/credentials/rotation/facts';

import type { Office } from '../admin';
import { failureWords } from '../failure-words';
import type { DoneAnswer, OffBoardAnswer } from './people-questions';
import { refused } from '../refused';

type Leaving = {
  readonly mine: Office;
  readonly username: string;
  /** where else a person can get in: the codes of locks */
  readonly otherPlaces: readonly Place[];
  /** puts a sentence into the history */
  readonly keep: (sentence: string) => void;
};

type Returning = Omit<Leaving, 'otherPlaces'> & {
  /** ms since the epoch */
  readonly now: number;
};

/** Lets a person out everywhere, and writes down with what proof for each place. */
export async function offBoardPerson({ mine, username, otherPlaces, keep }: Leaving): Promise<OffBoardAnswer> {
  const reports = await offBoard([logInPlace(mine, username), ...otherPlaces]);
  const sentence = offBoardWords(username, reports);
  const proofs = reports.map(({ place, words }) => `${place}: ${words}`);
  keep([`${username} was off-boarded.`, sentence, ...proofs].join(' '));
  return { outcome: 'done', sentence, reports };
}

/** The way back at the broker: the barrier goes last, so that a second attempt still finds it. */
export async function letPersonBackIn({ mine, username, now, keep }: Returning): Promise<DoneAnswer> {
  const found = await mine.security.getClient(username);
  if (found.outcome === 'failed') return refused(failureWords(found.failure));
  if (found.value === null) return refused(`There is no log-in ${username} any more.`);
  const withdrawn = await withdrawBan(mine, deviceOf(found.value), now);
  if (withdrawn !== null) return refused(failureWords(withdrawn));
  const isBarred = found.value.roles.includes(bannedRole.name);
  const note = found.value.textDescription;
  const until = readUntil(note);
  const results = await mine.security.run([
    // first of all: whose time is over would be switched off again by the next look
    ...(note !== null && until !== null && until <= now
      ? [{ command: 'modifyClient', username, textdescription: withoutUntil(note) } as const]
      : []),
    { command: 'enableClient', username },
    ...(isBarred ? [{ command: 'removeClientRole', username, rolename: bannedRole.name } as const] : []),
  ]);
  const failure = results.find((result) => result.outcome === 'failed');
  if (failure?.outcome === 'failed') return refused(failureWords(failure.failure));
  keep(`${username} was let back in.`);
  return { outcome: 'done' };
}

/** One that was decided under Rules would be carried out again by the next look. null: there is none any more */
async function withdrawBan(
  { security, username }: Office,
  client: string,
  at: number,
): Promise<AuthorityFailure | null> {
  const name = decisionName(client);
  const read = await readRecords(security, [name], decisionShape);
  if (read.outcome === 'failed') return read.failure;
  const decision = read.value.get(name);
  if (decision?.is !== 'banned') return null;
  const written = await writeRecord(security, name, { ...decision, is: decision.before, by: username, at });
  return written.outcome === 'failed' ? written.failure : null;
}

/**
 * The broker's log-in of a person: barred as by a ban, switched off, and read back. Switched off alone it would still let in
 * whoever has a certificate in its name, with all its rights (CREDENTIALS.md 1.9).
 */
export function logInPlace({ authority, security }: Office, username: string): Place {
  async function bar(): Promise<void> {
    const ensured = await ensureRole(security, bannedRole);
    if (ensured.outcome !== 'done') return;
    await security.run([{ command: 'addClientRole', username, rolename: bannedRole.name, priority: barrierPriority }]);
  }

  return {
    place: `The log-in ${username}`,
    async remove() {
      const before = await security.getClient(username);
      if (before.outcome === 'failed') return left(failureWords(before.failure));
      if (before.value === null) return gone;
      if (!before.value.roles.includes(bannedRole.name)) await bar();
      const disabled = await authority.setDisabled(username, true);
      if (disabled.outcome === 'failed') return left(failureWords(disabled.failure));
      const after = await security.getClient(username);
      if (after.outcome === 'failed') return left('The broker did not say whether it is switched off. Try again.');
      if (after.value === null) return gone;
      if (!after.value.disabled) return left('The broker still lets it in.');
      return after.value.roles.includes(bannedRole.name) ? out : outWithPassword;
    },
  };
}

const left = (words: string): PlaceOutcome => ({ outcome: 'left', words });
const gone: PlaceOutcome = { outcome: 'removed', words: 'The broker has no such log-in.' };
const out: PlaceOutcome = {
  outcome: 'removed',
  words:
    'The broker says that it is switched off, and that it may do nothing with a certificate either. Whoever was connected with it was cut.',
};
const outWithPassword: PlaceOutcome = {
  outcome: 'unknown',
  words:
    'The broker says that it is switched off, but did not take the barrier: with a certificate in its name somebody would still get in. Ban it under Rules.',
};

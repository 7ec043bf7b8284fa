import type { AuthorityFailure } from '@/credentials/authority/authority';
import type { Answered } from '@/credentials/authority/call';
import type { DynamicSecurity } from '@/credentials/authority/dynamic-security';

import { failureWords } from '../failure-words';

type Office = {
  readonly security: Pick<DynamicSecurity, 'run'>;
  /** resolves when the connection stands, or after a while */
  linked(): Promise<void>;
};

type NewPassword = { readonly username: string; readonly password: string; readonly note: string };

/** an answer is lost with its connection, and a broker that starts again is back by then */
const mostTries = 3;

/**
 * Ends a person's password and sets another one; null: it is set. The broker may have taken it though its answer was lost
 * (CREDENTIALS.md, 1.2), and then nobody would know either. The same again changes nothing more, and can be shown once it is answered.
 */
export async function setPassword(
  { security, linked }: Office,
  { username, password, note: textdescription }: NewPassword,
): Promise<string | null> {
  let failure: AuthorityFailure = { kind: 'unanswered' };
  for (let tries = 0; failure.kind === 'unanswered' && tries < mostTries; tries++) {
    if (tries > 0) await linked();
    // without the note only its age is unknown
    const [changed = unanswered] = await security.run([
      { command: 'setClientPassword', username, password },
      { command: 'modifyClient', username, textdescription },
    ]);
    if (changed.outcome === 'done') return null;
    failure = changed.failure;
  }
  const mayBeSet = failure.kind === 'unanswered' || failure.kind === 'unsaved';
  return `${failureWords(failure)}${mayBeSet ? ` The old password of ${username} may not work any more: only another new one helps then.` : ''}`;
}

const unanswered: Answered = { outcome: 'failed', failure: { kind: 'unanswered' } };

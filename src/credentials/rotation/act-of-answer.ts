import type { Failed } from '../authority/authority';
import type { Act, RefusedAct } from './run';

export const done: Act = { outcome: 'done' };
/** nobody knows whether it was done: the facts will tell */
export const unanswered: Act = { outcome: 'unanswered' };

/** What the broker's answer means for a rotation. What is there or gone already is done; the facts are read again. */
export function actOf(result: { readonly outcome: string } | Failed): Act {
  if (result.outcome !== 'failed') return done;
  const { failure } = result as Failed; // of that outcome
  switch (failure.kind) {
    case 'unanswered':
    case 'missing':
    case 'exists':
    case 'internal':
      return unanswered;
    case 'refused':
      return refused('The broker does not let this administrator change accounts any more.');
    case 'own-account':
      return refused('You are signed in with this account. Sign in as another administrator to change it.');
    case 'role-held':
      return refused(
        `A register of this change is held as a role by ${failure.by.join(', ')}. Take it away there first.`,
      );
    case 'no-register':
      return refused('A register of this change has a name that is none.');
    case 'unsaved':
      return refused(
        'The broker says that it cannot write its accounts to its disk, so it forgets at its next start what is changed now. Nothing more is changed. Make its account file writable, and see that there is room, then start again.',
      );
    case 'other':
      return refused(`The broker refused: ${failure.said}. Nothing more is changed, and the old log-in stays valid.`);
  }
}

/** It will never go. `why`: in a sentence for the page. */
export function refused(why: string): RefusedAct {
  return { outcome: 'refused', why };
}

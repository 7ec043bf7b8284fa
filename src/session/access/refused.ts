import { failureWords } from './failure-words';

/** It was not done: why not, and what to do, in words. */
export type Refusal = { readonly outcome: 'refused'; readonly reason: string };

export function refused(reason: string): Refusal {
  return { outcome: 'refused', reason };
}

export const signInFirst = refused('Sign in as the broker’s administrator first.');
export const unanswered = refused(failureWords({ kind: 'unanswered' }));

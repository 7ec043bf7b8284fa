import type { BatchNote, BatchPart } from '@/credentials/batch/batch';

import type { DoneAnswer } from '../people/people-questions';

export type { BatchPart };

/**
 * `running` and `waiting` in this browser; `idle`: nobody goes on with it here; `stopped`: one has failed and nothing more is
 * begun until somebody says so.
 */
export type BatchState = 'running' | 'waiting' | 'idle' | 'stopped';

export type BatchAnswer =
  | {
      readonly outcome: 'told';
      /** null: none was begun, and the parts are what one would do */
      readonly batch: (BatchNote & { readonly state: BatchState; readonly sentence: string }) | null;
      readonly parts: readonly BatchPart[];
      readonly done: number;
      readonly all: number;
      /** how long the rest takes, and what that rests on; null: nothing is left that takes time */
      readonly timeLeft: string | null;
    }
  /** nobody is signed in, or the broker did not answer */
  | { readonly outcome: 'closed' | 'unanswered' };

/** Replacing every password of the home, one after the other. */
export type BatchQuestions = {
  readonly batch: { readonly ask: Record<string, never>; readonly answer: BatchAnswer };
  /**
   * Begins one, or goes on with the one that stands: after a pause, in another browser, after a failure. None is begun before
   * all accounts were backed up as they are (`accountsBackup`), but where a person says so.
   */
  readonly goOnWithBatch: { readonly ask: { readonly withoutBackup: boolean }; readonly answer: DoneAnswer };
  /** what is under way is finished, nothing more is begun */
  readonly pauseBatch: { readonly ask: Record<string, never>; readonly answer: null };
  /** tries the one again that has failed */
  readonly retryInBatch: { readonly ask: { readonly account: string }; readonly answer: DoneAnswer };
  /** nothing more is done, and what was done stays */
  readonly endBatch: { readonly ask: Record<string, never>; readonly answer: DoneAnswer };
};

import type { NewLogin } from '@/core/log-ins/login-change';
import type { PersonWord } from '@/core/log-ins/rotation';

export type RotationAnswer = { readonly outcome: 'started' } | { readonly outcome: 'refused'; readonly reason: string };

/** What the page asks of the rotation of one account. */
export type RotationQuestions = {
  /** replaces the password of the device that uses the account `username` */
  readonly startRotation: { readonly ask: { readonly username: string }; readonly answer: RotationAnswer };
  /** takes a rotation back, where that is still possible */
  readonly rollBackRotation: { readonly ask: { readonly account: string }; readonly answer: null };
  /** what only a person can tell, where the rotation asks for it (`Rotation.asks`) */
  readonly sayOfRotation: {
    readonly ask: { readonly account: string; readonly word: PersonWord };
    readonly answer: null;
  };
  /** the new log-in that somebody types in; null: it is not in this browser, or is not to be shown now */
  readonly revealLogin: { readonly ask: { readonly account: string }; readonly answer: NewLogin | null };
  /** an account that is switched off may log in again */
  readonly switchOn: { readonly ask: { readonly username: string }; readonly answer: RotationAnswer };
};

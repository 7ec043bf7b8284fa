import type { StaticChange } from '@/core/log-ins/static-change';

/** A new log-in for a broker whose accounts stand in files, with the lines for them. Told this once, and kept nowhere. */
export type StaticLogin = {
  readonly username: string;
  readonly password: string;
  /** for `password_file` */
  readonly passwordLine: string;
  /** for `acl_file`, where there is one */
  readonly aclLines: readonly string[];
};

/**
 * One that is under way. `words`: how it stands, and what is waited for; `isOldShared`: somebody else uses the old one still, and
 * would be locked out
 */
export type StaticRow = StaticChange & { readonly words: string; readonly isOldShared: boolean };

/**
 * What the broker did with a log-in that was tried. `wasRight`, of an old one: it was let in with this very password before, in
 * this visit, so that the refusal is the line's and no slip of the pen's.
 */
export type StaticTry =
  | { readonly outcome: 'let-in' | 'unreachable' }
  | { readonly outcome: 'refused'; readonly wasRight: boolean };

/** What a person has seen or done. `leave`: nothing more is asked about it */
export type StaticWord = 'works' | 'deleted' | 'not-deleted' | 'leave';

export type StaticQuestions = {
  /** another log-in for whoever uses `old`; null: a file cannot hold that name. Made again, it takes the place of the one before */
  readonly staticLogin: { readonly ask: { readonly old: string }; readonly answer: StaticLogin | null };
  /** those under way, also from earlier visits of this browser */
  readonly staticChanges: { readonly ask: Record<string, never>; readonly answer: readonly StaticRow[] };
  /** logs in once, in a connection of its own; the password is forgotten with this visit. An old one that was right and is refused ends the change */
  readonly tryStaticLogin: {
    readonly ask: { readonly old: string; readonly which: 'new' | 'old'; readonly password: string };
    readonly answer: StaticTry;
  };
  readonly sayOfStatic: { readonly ask: { readonly old: string; readonly word: StaticWord }; readonly answer: null };
};

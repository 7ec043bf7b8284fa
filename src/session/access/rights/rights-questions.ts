import type { DeviceId } from '@/core/device';
import type { RightsFinding } from '@/credentials/rights/finding';
import type { Refused } from '@/credentials/rights/least-privilege';
import type { Change } from '@/credentials/rights/narrowing-changes';

export type { Change, Refused, RightsFinding };

/** Somebody who can make a thing act, and by which ways, a sentence each. `username` null: whoever has none. */
export type ThingOpener = {
  readonly username: string | null;
  /** whose log-in it is; null: a person's, a program's, or nobody knows */
  readonly device: DeviceId | null;
  /** it is the thing itself, or the bridge through which it speaks */
  readonly isOwn: boolean;
  /** the account is switched off: only a certificate in its name lets somebody in */
  readonly needsCertificate: boolean;
  readonly sentences: readonly string[];
};

/** "Who can open the front door?", answered from the rights of all accounts. */
export type ThingAnswer = {
  readonly device: DeviceId;
  readonly name: string;
  readonly question: string;
  readonly openers: readonly ThingOpener[];
};

/** What somebody could do who has this log-in: "open the front door and silence the siren", and by which ways. */
export type Deed = { readonly deed: string; readonly things: number; readonly sentences: readonly string[] };

export type ClientAnswer = {
  readonly username: string;
  readonly device: DeviceId | null;
  /** what it may do, in one sentence */
  readonly sentence: string;
  /** what it holds, "the role “family”", each with what that means */
  readonly roles: readonly { readonly name: string; readonly words: string }[];
  readonly disabled: boolean;
  readonly issuedAt: number | null;
  readonly lastSeen: number | null;
  /** null: the broker does not tell */
  readonly connections: number | null;
  readonly clientIds: readonly string[];
  readonly deeds: readonly Deed[];
  /** it was given only what it needs, and that can be taken back */
  readonly isNarrowed: boolean;
  /** it can be given only what it needs; else why not */
  readonly narrowing: { readonly possible: true } | { readonly possible: false; readonly reason: string };
};

/** May somebody in without a username? Known when it was tried. */
export type Strangers =
  | { readonly tried: false }
  | { readonly tried: true; readonly at: number; readonly sentence: string; readonly areLetIn: boolean };

export type RightsAnswer =
  | {
      readonly outcome: 'listed';
      readonly things: readonly ThingAnswer[];
      readonly clients: readonly ClientAnswer[];
      readonly findings: readonly RightsFinding[];
      readonly strangers: Strangers;
    }
  | { readonly outcome: 'closed' | 'unanswered' };

export type NarrowingAnswer =
  | {
      readonly outcome: 'proposed';
      readonly changes: readonly Change[];
      readonly refused: readonly Refused[];
      /** how many messages were heard from it, and when: "the last 12 minutes" */
      readonly heard: number;
      readonly past: string;
    }
  | { readonly outcome: 'refused'; readonly reason: string };

export type NarrowedAnswer = { readonly outcome: 'done' } | { readonly outcome: 'refused'; readonly reason: string };

type About = { readonly username: string };
type Nothing = Record<string, never>;

/** Who can do what, and giving each no more than it needs. */
export type RightsQuestions = {
  readonly rights: { readonly ask: Nothing; readonly answer: RightsAnswer };
  /** what an account would have if it had only what it needs; changes nothing */
  readonly narrowing: { readonly ask: About; readonly answer: NarrowingAnswer };
  readonly narrow: { readonly ask: About; readonly answer: NarrowedAnswer };
  readonly undoNarrowing: { readonly ask: About; readonly answer: NarrowedAnswer };
  /** knocks at the broker without a username */
  readonly tryStrangers: { readonly ask: Nothing; readonly answer: Strangers };
};

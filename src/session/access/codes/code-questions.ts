import type { DeviceId } from '@/core/device';

export type CodeSpot = { readonly device: DeviceId; readonly slot: number };

/** What somebody wants done with a person's codes. `code` is text, and nowhere kept. */
export type CodeWish =
  | {
      readonly act: 'add';
      readonly person: string;
      readonly devices: readonly DeviceId[];
      readonly code: string;
      /** ms since the epoch; null: until somebody removes it */
      readonly until: number | null;
    }
  | {
      readonly act: 'change';
      readonly person: string;
      readonly spots: readonly CodeSpot[];
      readonly code: string;
      /** the old codes are overwritten, for there is no free place */
      readonly inPlace: boolean;
    }
  | { readonly act: 'remove'; readonly person: string; readonly spots: readonly CodeSpot[] };

export type WishAnswer =
  | { readonly outcome: 'started'; readonly work: string }
  | { readonly outcome: 'refused'; readonly reason: string };

export type StepUpAnswer = { readonly outcome: 'confirmed' | 'refused' | 'unreachable' | 'no-administration' };

/** Codes of locks: what goes on and whose code is where is in the feed (`CodesNews`). */
export type CodeQuestions = {
  /** asks the locks for their places; what they say is in their devices */
  readonly readCodes: { readonly ask: { readonly devices: readonly DeviceId[] }; readonly answer: null };
  /** null: no code would suit all of these locks */
  readonly makeCode: {
    readonly ask: { readonly devices: readonly DeviceId[] };
    readonly answer: { readonly code: string | null };
  };
  readonly changeCodes: { readonly ask: CodeWish; readonly answer: WishAnswer };
  /** whose code that is; null: nobody's, it is forgotten here */
  readonly nameCode: { readonly ask: CodeSpot & { readonly person: string | null }; readonly answer: null };
  /** it has been read and need not be shown any more */
  readonly forgetCodeWork: { readonly ask: { readonly work: string }; readonly answer: null };
  /** is this the administrator's password: asked for again before a secret is shown */
  readonly stepUp: {
    readonly ask: { readonly username: string; readonly password: string };
    readonly answer: StepUpAnswer;
  };
};

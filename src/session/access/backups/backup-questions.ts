import type { FileChange } from '@/credentials/accounts-backup/compare-files';
import type { CopyGuide } from '@/credentials/accounts-backup/copy-guide';

export type { CopyGuide };

/** When the account file was sealed last, as the account database itself tells every administrator. */
export type LastBackup = { readonly by: string; readonly at: number; readonly accounts: number };

export type BackupStanding =
  | {
      readonly outcome: 'told';
      /** null: this broker hands its accounts over when it is asked; else somebody has to choose its file, and how */
      readonly byHand: CopyGuide | null;
      /** null: nobody has made one with Gatehouse */
      readonly last: LastBackup | null;
      /** accounts that it does not know as they are: a restored backup would not know their passwords */
      readonly changedSince: number;
      /** it knows every password of today */
      readonly isCurrent: boolean;
    }
  | { readonly outcome: 'closed' | 'unanswered' };

/** `reason`: one sentence or two for the page */
type Refused = { readonly outcome: 'refused'; readonly reason: string };

export type SealedAnswer =
  | {
      readonly outcome: 'sealed';
      /** the text of the file to keep, and its name */
      readonly backup: string;
      readonly name: string;
      readonly sentence: string;
      /** it knows every password of today, and counts as such before everything is rotated; `sentence` says why it does not */
      readonly isCurrent: boolean;
    }
  | Refused;

export type OpenedAnswer =
  | {
      readonly outcome: 'opened';
      /** the account file as it was. It holds hashes: it goes into a file and nowhere else */
      readonly file: string;
      readonly madeAt: number;
      readonly usernames: readonly string[];
      /** what to do with it, in this order */
      readonly steps: readonly string[];
    }
  | Refused;

/** What would become of log-ins, by username, if these accounts took the place of those that the broker has. */
export type ComparedAnswer =
  | ({ readonly outcome: 'told' } & FileChange)
  /** `by-hand`: this broker takes no accounts; its file has to be put in place on its computer */
  | { readonly outcome: 'closed' | 'unanswered' | 'by-hand' };

/** The account file of the broker, for the day on which it is lost. */
export type BackupQuestions = {
  readonly accountsBackup: { readonly ask: Record<string, never>; readonly answer: BackupStanding };
  /** `file`: the text of dynamic-security.json, which only the broker's own computer has; null: the broker hands it over */
  readonly sealAccounts: {
    readonly ask: { readonly file: string | null; readonly passphrase: string };
    readonly answer: SealedAnswer;
  };
  /** answered also where nobody can log in any more */
  readonly openAccounts: {
    readonly ask: { readonly backup: string; readonly passphrase: string };
    readonly answer: OpenedAnswer;
  };
  readonly compareAccounts: { readonly ask: { readonly file: string }; readonly answer: ComparedAnswer };
  /** puts them in the place of all, where the broker takes them, and signs the administrator out */
  readonly restoreAccounts: {
    readonly ask: { readonly file: string };
    readonly answer: { readonly outcome: 'restored'; readonly sentence: string } | Refused;
  };
};

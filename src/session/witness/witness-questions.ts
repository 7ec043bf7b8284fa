import type { BrokerHappening } from '@/core/happening';
import type { AlertId } from '@/core/alerts/alert';

/** One thing that the broker told, in a sentence. */
/** `times`: so often in a row; `at`: the last time */
export type SeenByBroker = { readonly at: number; readonly text: string; readonly times: number };

/** What the broker lets this session see. */
export type WitnessAnswer = {
  /** the account of the day-to-day connection */
  readonly account: string;
  /** may that account listen to the broker's log; null: not known yet */
  readonly mayListen: boolean | null;
  /** it may not, but the administrator who is signed in may */
  readonly throughAdministrator: boolean;
  /** as the broker says it; null: it does not */
  readonly version: string | null;
  /** lines of the log that came */
  readonly lines: number;
  /** when something of each sort was told last; null: not since this page connected */
  readonly seen: readonly { readonly type: BrokerHappening['type']; readonly at: number | null }[];
  /** the newest first */
  readonly shown: readonly SeenByBroker[];
  /** topics on which devices take orders: how many are listened to, and when an order was heard last */
  readonly commands: { readonly watched: number; readonly heardAt: number | null };
};

export type TryAnswer =
  | { readonly outcome: 'not-connected' }
  /** what the broker told of two log-ins of ours, one of them wrong on purpose */
  | { readonly outcome: 'tried'; readonly logIn: boolean; readonly refused: boolean; readonly subscribed: boolean };

/** What the broker itself sees, and what it remembers that it should not. */
export type WitnessQuestions = {
  readonly witness: { readonly ask: Record<string, never>; readonly answer: WitnessAnswer };
  readonly tryWitness: { readonly ask: Record<string, never>; readonly answer: TryAnswer };
  /** of an alert `retained_command`; `refused`: the broker did not take it */
  readonly clearCommand: {
    readonly ask: { readonly alert: AlertId };
    readonly answer: { readonly outcome: 'cleared' | 'refused' | 'gone' };
  };
};

import type { Outgoing } from '../message';

/** The log-in that a device is to use from now on. */
export type NewLogin = { readonly username: string; readonly password: string };

/**
 * How a device is told a new log-in by a command of its convention. `ask` holds the password in clear: QoS 1, never
 * retained.
 */
export type LoginChange = {
  readonly ask: Outgoing;
  /** the device's answer is the first message here that `matches`; null: it takes it without a word */
  readonly answerTopic: string | null;
  matches(payload: string): boolean;
  /** null: it was taken; else why not, in a sentence without any secret */
  refusal(answer: string): string | null;
  /** makes what was taken take effect: it restarts */
  readonly afterwards: readonly Outgoing[];
};

/** How a device is asked which log-in it is set to: the one that it uses from its next start on. It changes nothing. */
export type LoginQuestion = Pick<LoginChange, 'ask' | 'matches'> & {
  readonly answerTopic: string;
  /** what must be answered first, where the answer that tells the account does not tell whose question it is for */
  readonly before?: Pick<LoginChange, 'ask' | 'matches'> & {
    readonly answerTopic: string;
    /** it has looked, and did not refuse */
    isTaken(answer: string): boolean;
  };
  /** the account it is set to; null: the answer does not tell */
  usernameIn(answer: string): string | null;
};

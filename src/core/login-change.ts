import type { Outgoing } from './message';

/** The log-in that a device is to use from now on. */
export type NewLogin = { readonly username: string; readonly password: string };

/**
 * How a bridge is told a new log-in by a command of its convention. `ask` holds the password in clear: QoS 1, never
 * retained.
 */
export type LoginChange = {
  readonly ask: Outgoing;
  /** the bridge's answer is the first message here that `matches` */
  readonly answerTopic: string;
  matches(payload: string): boolean;
  /** null: it was taken; else why not, in a sentence without any secret */
  refusal(answer: string): string | null;
  /** makes what was taken take effect: the bridge restarts */
  readonly then: readonly Outgoing[];
};

import type { MessageProof } from './message-proof';

/**
 * One MQTT PUBLISH as the broker delivered it.
 * `retained` is the RETAIN flag on delivery (MQTT 5 §3.3.1.3 without retain-as-published): true means "the last known
 * value", never "just happened". `at` is the receiver's clock in ms since the epoch.
 */
export type Message = {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retained: boolean;
  readonly at: number;
  /** the same moment by a clock that is never set right, ms since anything: what came first, whatever the time of day says */
  readonly steadyAt?: number;
  /** what its signature shows, where it had to have one */
  readonly proof?: MessageProof;
};

/** A message to publish. Commands are never retained; an empty retained payload takes a topic back (MQTT 5 §3.3.1.3). */
export type Outgoing = {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1 | 2;
  readonly retain?: boolean;
};

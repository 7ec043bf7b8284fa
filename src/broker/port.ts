import type { ConnectionState } from '@/core/feed';
import type { Message, Outgoing } from '@/core/message';

/** Who connects where. The password lives here and in the connection, nowhere else. */
export type Login = {
  /** `ws://host:port/path` or `wss://…`, without credentials */
  readonly url: string;
  readonly username: string;
  readonly password: string;
};

/** 5 where the broker speaks it, else 4, which is MQTT 3.1.1's number on the wire. */
export type MqttVersion = 5 | 4;

export type BrokerState =
  | Extract<ConnectionState, { status: 'connecting' | 'reconnecting' | 'failed' }>
  | (Extract<ConnectionState, { status: 'connected' }> & { readonly protocol: MqttVersion });

export type BrokerEvents = {
  /** every change, the first one before `openBroker` returns control to the event loop; nothing after `close` */
  onState(state: BrokerState): void;
  onMessage(message: Message): void;
  /** a message larger than the largest document of a home was dropped */
  onOversize(topic: string, bytes: number): void;
};

/** `liveOnly`: what the broker remembers is not handed out (MQTT 5 §3.8.3.1, Retain Handling 2); 3.1.1 cannot say so. */
export type SubscribeOptions = { readonly liveOnly?: boolean };

/** The broker's answer to one filter. */
export type Subscribed =
  | { readonly filter: string; readonly granted: true }
  | { readonly filter: string; readonly granted: false; readonly reason: 'refused' | 'invalid' | 'not-connected' };

/**
 * `sent`: the broker has taken it (QoS 1, 2), or it left (QoS 0). `heard`, at QoS 1: it says that it has `nobody` to hand it to
 * (MQTT 5 §3.4.2.1), or leaves it `unknown` (MQTT 3.1.1, where it takes what it then drops). Left out: nothing speaks against it.
 */
export type PublishResult =
  | { readonly outcome: 'sent'; readonly heard?: 'nobody' | 'unknown' }
  | { readonly outcome: 'refused'; readonly reason: 'not-authorised' | 'not-connected' | 'timed-out' };

/** Publish `ask`; the answer is the first live message on `answerTopic` that `matches`. */
export type Request = {
  readonly ask: Outgoing;
  readonly answerTopic: string;
  matches(payload: string): boolean;
};

export type RequestResult =
  | { readonly outcome: 'answered'; readonly payload: string }
  | { readonly outcome: 'refused' | 'timed-out' | 'not-connected' };

/** A broker as the house sees it. No call throws and every promise settles, also when the connection is lost. */
export type Broker = {
  /** as whom the broker knows this connection */
  readonly clientId: string;
  /** holds until the connection is lost: whoever wants it again subscribes again at the next `connected` */
  subscribe(filters: readonly string[], options?: SubscribeOptions): Promise<readonly Subscribed[]>;
  unsubscribe(filters: readonly string[]): Promise<void>;
  publish(outgoing: Outgoing): Promise<PublishResult>;
  request(request: Request, options: { readonly timeoutMs: number }): Promise<RequestResult>;
  /** resolves when nothing retained has come for `quietMs` and none is under way, at the latest after `maxMs` */
  settle(options: { readonly quietMs: number; readonly maxMs: number }): Promise<void>;
  close(): Promise<void>;
};

export type BrokerOptions = {
  readonly login: Login;
  /** what the broker says for us when the connection ends without a goodbye (MQTT 5 §3.1.2.5) */
  readonly lastWill?: Outgoing;
  readonly events: BrokerEvents;
  /** ms since the epoch */
  readonly clock: () => number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  readonly connectTimeoutMs?: number;
  /** refused with the log-in that it once took, it asks again for some minutes: the broker may only be starting. Default: it gives up at once */
  readonly patient?: boolean;
  /** it was there at an earlier start: one that does not answer at the first try is away, and no wrong address */
  readonly isKnown?: boolean;
  /** calls back when the network is there again; returns its undo. Default: the browser's `online` event */
  readonly onOnline?: (retry: () => void) => () => void;
};

import type { DeviceId } from './device';

/** Where the broker tells what it sees; topics below it say how grave it is. */
export const brokerLogTopic = '$SYS/broker/log';

/** Who cannot be told apart from what he did, for his names are made so; it stands where a username would. */
export const unreadableName = 'somebody with an unreadable name';

/** What the broker itself tells of who comes, who is refused and what is changed (its log, its counters). */
export type BrokerHappening =
  | {
      readonly type: 'log-in';
      readonly clientId: string;
      readonly username: string | null;
      /** without its port; null: the broker hides it */
      readonly address: string | null;
    }
  | {
      readonly type: 'log-in-failed';
      readonly clientId: string | null;
      readonly address: string | null;
      /** false: it may have been a connection that said nothing at all (Mosquitto 2.0 over WebSockets) */
      readonly isCertain: boolean;
    }
  /** how often a minute somebody tried to log in, as a counter of the broker averages it over five minutes */
  | { readonly type: 'log-in-rate'; readonly aMinute: number; readonly connected: number }
  | { readonly type: 'taken-over'; readonly clientId: string }
  | { readonly type: 'subscribed'; readonly clientId: string; readonly filter: string }
  | {
      readonly type: 'denied';
      readonly clientId: string;
      readonly did: 'publish' | 'subscribe';
      readonly topic: string;
      /** a device of this home takes its orders there */
      readonly isOrder?: true;
    }
  | {
      readonly type: 'administered';
      /** who did it, as he logged in */
      readonly clientId: string;
      readonly username: string;
      /** null: it cannot be read, for a name is written like a command, or is so long that the broker cut off the rest */
      readonly command: string | null;
      /** what it may have been where it cannot be read; empty: anything */
      readonly maybe?: readonly string[];
      /** the account, role or group that it was about; null: none is named */
      readonly about: string | null;
    };

/** What came about beside the words of devices: at the broker, on the wire, with our own connection. `at`: ms since the epoch. */
export type Happening = { readonly at: number } & (
  | BrokerHappening
  /** somebody was let in by a log-in that is not in the broker's list of accounts; null: without any */
  | {
      readonly type: 'unlisted-log-in';
      readonly clientId: string;
      readonly username: string | null;
      readonly address: string | null;
    }
  /**
   * Somebody told a device to do something. `retained`: the broker will tell it again whenever the device comes back; `isOwn`: it was
   * whoever sits before this session
   */
  | {
      readonly type: 'command';
      readonly topic: string;
      readonly device: DeviceId | null;
      readonly retained: boolean;
      readonly isOwn?: true;
    }
  /** a command that the broker remembered is gone */
  | { readonly type: 'command-cleared'; readonly topic: string }
  /** somebody of the home asked for an update: here, or (`askedAt`, ms since the epoch) in another session, as its plan says */
  | { readonly type: 'update-asked'; readonly device: DeviceId; readonly askedAt?: number }
  /** a picture came; `repeats`: how often in a row one came that had come before, `since`: since when none is new */
  | { readonly type: 'picture'; readonly device: DeviceId; readonly repeats: number; readonly since: number }
  /** something was larger, deeper or more than `limits` allow; `reason` is a sentence */
  | { readonly type: 'limit'; readonly topic: string; readonly reason: string }
  /** our own connection: `isThere` false is told when it has been away for longer than a restart takes, since `since` */
  | { readonly type: 'connection'; readonly isThere: false; readonly since: number }
  /** it is there again; `awakeMs`: for how much of its absence this computer was awake */
  | { readonly type: 'connection'; readonly isThere: true; readonly since: number; readonly awakeMs: number }
);

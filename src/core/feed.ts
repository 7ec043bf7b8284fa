import type { AdminState } from './log-ins/account';
import type { FirmwareKnowledge } from './firmware/advisory';
import type { Alert, AlertId } from './alerts/alert';
import type { CodesNews } from './codes/code-owner';
import type { Device, DeviceId } from './device';
import type { HistoryState } from './history';
import type { Mapping } from './mapping';
import type { Mute } from './alerts/mute';
import type { ConventionName } from './observation';
import type { Rotation } from './log-ins/rotation';
import type { MessageNews } from './shown-message';
import type { LookAround } from './unknown-traffic';
import type { ShownPlan } from './firmware/update-plan';
import type { VaultState } from './log-ins/vault';
import type { Watch } from './watcher';

/** Why a connection could not be made; the page has a sentence and a cure for each (CONTRACT.md, "The page"). */
export type ConnectFailure =
  | { readonly kind: 'bad-credentials' }
  | { readonly kind: 'protocol-version' }
  /** an HTTP server answers at that address, but does not upgrade to a WebSocket */
  | { readonly kind: 'not-a-websocket' }
  /** closed port, TLS, wrong host: a browser cannot tell these apart. `opened`: a WebSocket was, and no broker spoke over it */
  | { readonly kind: 'unreachable'; readonly timedOut: boolean; readonly opened?: true }
  | { readonly kind: 'server-unavailable' }
  | { readonly kind: 'bad-address'; readonly reason: string };

export type ConnectionState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting'; readonly url: string }
  | { readonly status: 'connected'; readonly url: string; readonly since: number; readonly username: string }
  /** was connected; tries again by itself at `retryAt` (ms since the epoch) */
  | {
      readonly status: 'reconnecting';
      readonly url: string;
      readonly since: number;
      readonly retryAt: number;
      readonly failure: ConnectFailure | null;
    }
  /** could not connect and will not try again by itself */
  | { readonly status: 'failed'; readonly url: string; readonly failure: ConnectFailure };

/** What another page of this browser did to the connection that all its pages share. */
export type Elsewhere =
  | { readonly did: 'connect'; readonly url: string; readonly username: string }
  | { readonly did: 'disconnect' };

/** What the session could not see, and the line of configuration that cures it. */
export type Withheld = {
  readonly reason: 'denied' | 'retained-limit';
  /** filters or topics concerned */
  readonly topics: readonly string[];
  /** devices announced by a bridge of which the broker delivered no status */
  readonly devices: number;
};

/** How far the first listening has come. */
export type Listening = { readonly phase: 'idle' | 'learning' | 'settled'; readonly filters: number };

/** What could not be understood. `by`: whose reader could not; null: nobody's, it was not read at all */
export type WireProblem = {
  readonly topic: string;
  readonly reason: string;
  readonly by: ConventionName | null;
  readonly count: number;
};

/** One point a device a minute (or at each change): what the health chart draws. Null where nothing was told. */
export type HealthPoint = {
  readonly at: number;
  readonly batteryPercent: number | null;
  readonly lqi: number | null;
  readonly rssiDbm: number | null;
  readonly messagesPerMinute: number;
};

/** Do others see the alerts of this session: at the broker, or does the account's right not reach there. */
export type AlertSharing = 'unknown' | 'shared' | 'refused';

export type AlertNews = {
  readonly changed: readonly Alert[];
  readonly gone: readonly AlertId[];
  /** they opened just now, or got worse: to be announced on the page */
  readonly fresh: readonly AlertId[];
  /** those of them that this page, and no other of the session, is to show as a notification */
  readonly notify: readonly AlertId[];
};

/** When, and on which broker, a home was last seen. */
export type LastSeen = { readonly url: string; readonly at: number };

/** Everything that changed since the last batch; at most one a frame. Absent fields did not change. */
export type Batch = {
  readonly devices: readonly Device[];
  readonly removed: readonly DeviceId[];
  readonly connection?: ConnectionState;
  /** null: the last word about the connection was this page's own */
  readonly elsewhere?: Elsewhere | null;
  readonly listening?: Listening;
  readonly withheld?: readonly Withheld[];
  readonly problems?: readonly WireProblem[];
  readonly admin?: AdminState;
  readonly vault?: VaultState;
  /** every rotation this session knows of, the newest first */
  readonly rotations?: readonly Rotation[];
  /** whose code is where, and what goes on with codes */
  readonly codes?: CodesNews;
  /** checks and updates of this round, in their order */
  readonly updates?: ShownPlan;
  /** what catalogues and people know of firmware */
  readonly firmwareKnowledge?: FirmwareKnowledge;
  readonly alerts?: AlertNews;
  readonly alertSharing?: AlertSharing;
  /** what nobody wants to hear of for a while; those that ended are not in it */
  readonly mutes?: readonly Mute[];
  /** the home on this page is one of memory, seen last at `at` (ms since the epoch); null: it is the living one, or none */
  readonly lastHome?: LastSeen | null;
  /** what this browser keeps of the home, and whether it does */
  readonly history?: HistoryState;
  /** what people said of unknown topics */
  readonly mappings?: readonly Mapping[];
  /** only for a page that looks around; null: it looks no more, or nothing can be looked at */
  readonly lookAround?: LookAround | null;
  /** who watches while no page is open */
  readonly watch?: Watch;
  /** only for the view that the page watches */
  readonly messages?: MessageNews;
};

/** An account at the broker in its own words, without any secret. */
export type Account = {
  readonly username: string;
  /** a log-in with any other client id is refused; null: any */
  readonly clientId: string | null;
  readonly disabled: boolean;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** ms since the epoch; null where nobody wrote down when its password was set */
  readonly issuedAt: number | null;
  /** null where the broker does not tell who is connected (Mosquitto before 2.1) */
  readonly connections: number | null;
};

/** Can the broker be administered from here, with the administrator's own log-in (never the day-to-day one)? */
export type AdminState =
  | { readonly status: 'closed' }
  | { readonly status: 'opening' }
  | {
      readonly status: 'open';
      readonly username: string;
      /** as the broker says it in `$SYS/broker/version`; null: it does not */
      readonly brokerVersion: string | null;
    }
  | { readonly status: 'failed'; readonly reason: AdminFailure };

/**
 * `no-administration`: the log-in is good, and the broker says that this account may not use its dynamic security. `silent`: it
 * says nothing, because it is busy, or has none.
 */
export type AdminFailure = 'bad-credentials' | 'no-administration' | 'silent' | 'unreachable' | 'lost';

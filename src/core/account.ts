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

/** `no-administration`: the log-in is good, but the broker has no dynamic security, or this account may not use it. */
export type AdminFailure = 'bad-credentials' | 'no-administration' | 'unreachable' | 'lost';

import type { Alert, AlertId } from '@/core/alerts/alert';

/** What was resolved within a year and is kept in this browser only: the broker holds the last few hundred. */
export type PastAlerts =
  | { readonly status: 'reading' }
  /** the history is there, and gives no answer */
  | { readonly status: 'unreadable' }
  /** nothing is kept of this home, or it is locked */
  | { readonly status: 'not-kept' }
  | { readonly status: 'read'; readonly alerts: readonly Alert[] };

type Answer = {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly data: readonly Alert[] | null | undefined;
};

/** `known`: the broker still holds them. */
export function pastAlertsOf({ isPending, isError, data }: Answer, known: ReadonlySet<AlertId>): PastAlerts {
  if (isError) return { status: 'unreadable' };
  if (isPending) return { status: 'reading' };
  if (data === null || data === undefined) return { status: 'not-kept' };
  return { status: 'read', alerts: data.filter(({ id, state }) => state === 'resolved' && !known.has(id)) };
}

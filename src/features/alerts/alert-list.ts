import { severities, type AlertState } from '@/core/alerts/alert';

import type { Listed } from './alert-items';

/** What the page shows: what wants somebody, what somebody has seen, what is over. */
export type AlertFilter = 'open' | 'set-aside' | 'resolved';

const statesOf: Readonly<Record<AlertFilter, readonly AlertState[]>> = {
  open: ['open'],
  'set-aside': ['acknowledged', 'snoozed'],
  resolved: ['resolved'],
};

/** Behind which filter an alert stands. */
export function filterOf({ state }: Pick<Listed, 'state'>): AlertFilter {
  return state === 'open' || state === 'resolved' ? state : 'set-aside';
}

export function countOf(alerts: readonly Pick<Listed, 'state'>[], filter: AlertFilter): number {
  return alerts.filter(({ state }) => statesOf[filter].includes(state)).length;
}

/**
 * The worst first, then the newest; of the resolved the last one first. What was open in sight stays in its place when
 * somebody deals with it (`inSight`), so that nothing jumps away under a finger, and can be taken back.
 */
export function alertsFor<T extends Listed>(
  alerts: readonly T[],
  filter: AlertFilter,
  inSight: ReadonlySet<string>,
): readonly T[] {
  const shown = alerts.filter(
    ({ id, state }) => statesOf[filter].includes(state) || (filter === 'open' && inSight.has(id)),
  );
  const byTime = (one: Listed, other: Listed) => other.t - one.t || (one.id < other.id ? -1 : 1);
  return shown.toSorted((one, other) =>
    filter === 'resolved'
      ? other.changedAt - one.changedAt || byTime(one, other)
      : rank(other) - rank(one) || byTime(one, other),
  );
}

function rank({ severity }: Listed): number {
  return severities.indexOf(severity);
}

/** The page in one sentence. `isHeard`: there is a connection, so that of nothing can be said that it is now. */
export function sentenceOf(alerts: readonly Pick<Listed, 'state' | 'severity'>[], isHeard: boolean): string {
  const open = alerts.filter(({ state }) => state === 'open');
  const critical = open.filter(({ severity }) => severity === 'critical').length;
  if (open.length === 0)
    return isHeard ? 'Nothing wants your attention now.' : 'No open alert is known, and nothing is heard now.';
  const all = open.length === 1 ? 'One thing wants your attention' : `${open.length} things want your attention`;
  if (critical === 0) return `${all}.`;
  if (critical === open.length) return open.length === 1 ? `${all}, and it is critical.` : `${all}, all critical.`;
  return `${all}, ${critical === 1 ? 'one of them' : `${critical} of them`} critical.`;
}

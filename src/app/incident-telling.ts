import type { AlertId } from '@/core/alert';
import type { Incident } from '@/core/incident';

/** What a page has told of incidents. It knows them by their alerts: a name may change, and two may turn out to be one. */
export type IncidentTelling = {
  /** alerts of those that are no news any more */
  readonly known: ReadonlySet<AlertId>;
  /** the one that is being told; under the title that it had first, so that nobody hears it again with each alert */
  readonly current: Pick<Incident, 'title' | 'alerts'> | null;
};

export const nothingTold: IncidentTelling = { known: new Set(), current: null };

/**
 * What is told after a look at the incidents of now; the same object where that changes nothing. `isNews`: false where what
 * is there is to be known without a word.
 */
export function tellingAfter(
  before: IncidentTelling,
  incidents: readonly Incident[],
  isNews: boolean,
): IncidentTelling {
  const noNews = incidents.filter((one) => isOneOf(before.known, one) || (!isNews && isToBeTold(one)));
  const added = noNews.flatMap(({ alerts }) => alerts).filter((id) => !before.known.has(id));
  const known = added.length === 0 ? before.known : new Set([...before.known, ...added]);
  const last = lastNews(known, incidents);
  const goesOn = before.current !== null && last !== undefined && isOneOf(new Set(before.current.alerts), last);
  const current = goesOn ? before.current : (last ?? null);
  return known === before.known && current === before.current ? before : { known, current };
}

/** Somebody has seen it, and whatever becomes of it is no news. */
export function dismissed(before: IncidentTelling, { alerts }: Incident): IncidentTelling {
  return { known: new Set([...before.known, ...alerts]), current: null };
}

/** The incident to show: critical, open, and not known before. */
export function lastNews(known: ReadonlySet<AlertId>, incidents: readonly Incident[]): Incident | undefined {
  return incidents.findLast((one) => isToBeTold(one) && !isOneOf(known, one));
}

function isToBeTold({ severity, state }: Incident): boolean {
  return severity === 'critical' && state === 'open';
}

function isOneOf(known: ReadonlySet<AlertId>, { alerts }: Incident): boolean {
  return alerts.some((id) => known.has(id));
}

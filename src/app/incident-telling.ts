import { isClosedByPerson, type Alert, type AlertId } from '@/core/alerts/alert';
import type { Incident } from '@/core/alerts/incident';
import { isAgain, isOneOf, isToBeTold, partOf, partsOf } from '@/core/alerts/incident-news';

/**
 * What a page has told of incidents. It knows each by its story and its alerts: a name may change, and two may turn out to be one. What becomes
 * another story is told as such, and so is what goes further after a person has closed it.
 */
export type IncidentTelling = {
  /** alerts of those that are no news any more, each as part of its story */
  readonly known: ReadonlySet<string>;
  /** the one that is being told; under the title that it had first, so that nobody hears it again with each alert */
  readonly current: { readonly title: string; readonly parts: readonly string[] } | null;
};

type Alerts = ReadonlyMap<AlertId, Alert>;

export const nothingTold: IncidentTelling = { known: new Set(), current: null };

/**
 * What is told after a look at the incidents of now; the same object where that changes nothing. `isNews`: false where what
 * is there is to be known without a word.
 */
export function tellingAfter(
  before: IncidentTelling,
  incidents: readonly Incident[],
  alerts: Alerts,
  isNews: boolean,
): IncidentTelling {
  const noNews = incidents.filter((one) =>
    isToBeTold(one) ? !isNews || !isUnheard(before.known, one, alerts) : isDealtWith(before.known, one, alerts),
  );
  const added = noNews.flatMap(partsOf).filter((part) => !before.known.has(part));
  const known = added.length === 0 ? before.known : new Set([...before.known, ...added]);
  const last = lastNews(known, incidents, alerts);
  const goesOn = before.current !== null && last !== undefined && isOneOf(new Set(before.current.parts), last);
  const current = goesOn ? before.current : last === undefined ? null : { title: last.title, parts: partsOf(last) };
  return known === before.known && current === before.current ? before : { known, current };
}

/** Somebody has seen it, and whatever is added to it is no news. */
export function dismissed(before: IncidentTelling, incident: Incident): IncidentTelling {
  return { known: new Set([...before.known, ...partsOf(incident)]), current: null };
}

/** The incident to show: critical, open, and not known before. */
export function lastNews(
  known: ReadonlySet<string>,
  incidents: readonly Incident[],
  alerts: Alerts,
): Incident | undefined {
  return incidents.findLast((one) => isToBeTold(one) && isUnheard(known, one, alerts));
}

function isUnheard(known: ReadonlySet<string>, incident: Incident, alerts: Alerts): boolean {
  return !isOneOf(known, incident) || isAgain(incident, alerts, (id) => !known.has(partOf(incident, id)));
}

/** Whoever closed it has seen it, here or elsewhere. */
function isDealtWith(known: ReadonlySet<string>, incident: Incident, alerts: Alerts): boolean {
  const isClosed = (id: AlertId) => {
    const alert = alerts.get(id);
    return alert !== undefined && isClosedByPerson(alert);
  };
  return isOneOf(known, incident) || (incident.state === 'resolved' && incident.alerts.some(isClosed));
}

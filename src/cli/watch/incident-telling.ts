import { isClosedByPerson, type Alert, type AlertId } from '@/core/alerts/alert';
import type { Incident } from '@/core/alerts/incident';
import { addsTo, openIncidentNews } from '@/core/alerts/incident-news';

import type { Delivery } from '../delivery/delivery';

/**
 * Tells people of each critical incident once, in one message: each of its alerts alone may be too mild to wake anybody. What
 * comes to it later is told under its name, as grave as that is by itself; once a person has closed it, what goes further is told as one again.
 */
export type IncidentTelling = {
  /** all alerts as they are now, and those that are news; which of these no incident tells */
  hear(alerts: Iterable<Alert>, news: readonly Alert[]): readonly Alert[];
};

type Parts = {
  readonly delivery: Pick<Delivery, 'tellIncident' | 'endIncident' | 'drop'>;
  readonly incidentsAmong: (alerts: Iterable<Alert>) => Iterable<Incident>;
  /** the alerts as they were known when this process ended last: whoever was to be told of their incidents was, or is in the outbox */
  readonly before: readonly Alert[];
};

export function openIncidentTelling({ delivery, incidentsAmong, before }: Parts): IncidentTelling {
  let last = byName(incidentsAmong(before));
  const incidentNews = openIncidentNews(last.values());

  /** What wants nobody any more waits no longer, or as what is over. */
  function follow(incident: Incident, known: ReadonlyMap<AlertId, Alert>): void {
    if (incident.state === 'open' || incident.state === last.get(incident.id)?.state) return;
    const isOverByItself =
      incident.state === 'resolved' &&
      incident.alerts.flatMap((id) => known.get(id) ?? []).every((alert) => !isClosedByPerson(alert));
    if (isOverByItself) delivery.endIncident(incident);
    else delivery.drop(incident.id);
  }

  return {
    hear(alerts, news) {
      const known = new Map([...alerts].map((alert) => [alert.id, alert]));
      const now = byName(incidentsAmong(known.values()));
      const { told, goesOn } = incidentNews.look(now.values(), new Set(news.map(({ id }) => id)), known);
      const joined = new Set<Alert>();
      for (const incident of told) {
        const its = news.filter((alert) => incident.alerts.includes(alert.id) && addsTo(incident, alert));
        for (const alert of its) joined.add(alert);
        delivery.tellIncident(incident, its);
      }
      for (const incident of goesOn) {
        follow(incident, known);
        // what is critical alone is no mere part of it
        const more = news.filter(({ id, severity }) => severity !== 'critical' && incident.alerts.includes(id));
        for (const alert of more) joined.add(alert);
        if (more.length > 0) delivery.tellIncident(incident, more, more);
      }
      last = now;
      return news.filter((alert) => !joined.has(alert));
    },
  };
}

function byName(incidents: Iterable<Incident>): ReadonlyMap<string, Incident> {
  return new Map([...incidents].map((incident) => [incident.id, incident]));
}

import type { Alert, AlertId, AlertState, Severity } from '@/core/alerts/alert';
import { incidentsOf, withToldNames, type Incident, type ToldIncident } from '@/core/alerts/incident';

/** What an entry of the list is ordered by. */
export type Listed = {
  readonly id: string;
  readonly t: number;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly changedAt: number;
};

/** An entry of the list: an alert of its own, or a story of several. */
export type AlertItem = Listed &
  (
    | { readonly type: 'alert'; readonly alert: Alert }
    | { readonly type: 'incident'; readonly incident: Incident; readonly alerts: readonly Alert[] }
  );

/** `told`: the stories as they were shown before, whose names they keep. */
export function alertItems(alerts: readonly Alert[], told: readonly ToldIncident[] = []): readonly AlertItem[] {
  const incidents = [...withToldNames(incidentsOf(alerts), told).values()];
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  const inStories = new Set<AlertId>(incidents.flatMap((incident) => incident.alerts));
  return [
    ...incidents.map((incident): AlertItem => {
      const parts = incident.alerts.flatMap((id) => byId.get(id) ?? []);
      const { id, t, state, severity } = incident;
      const changedAt = Math.max(...parts.map((alert) => alert.changedAt));
      return { type: 'incident', id, t, state, severity, changedAt, incident, alerts: parts };
    }),
    ...alerts.filter(({ id }) => !inStories.has(id)).map(alertItem),
  ];
}

/** The stories among them, as they are shown. */
export function toldIn(items: readonly AlertItem[]): readonly ToldIncident[] {
  return items.flatMap((item) => (item.type === 'incident' ? item.incident : []));
}

/** An alert that is part of no story. */
export function alertItem(alert: Alert): AlertItem {
  const { id, t, state, severity, changedAt } = alert;
  return { type: 'alert', id, t, state, severity, changedAt, alert };
}

/** Does it show what it showed? Entries are made anew whenever any alert changes, the alerts in them are not. */
export function isSameItem(one: AlertItem, other: AlertItem): boolean {
  return one.type === 'alert' && other.type === 'alert' ? one.alert === other.alert : one === other;
}

/** Is it the alert with that id, or a story that it is part of? */
export function holdsAlert(item: AlertItem, id: AlertId): boolean {
  return item.type === 'alert' ? item.id === id : item.incident.alerts.includes(id);
}

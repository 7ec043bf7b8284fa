import type { Alert, AlertId, AlertState, Severity } from '@/core/alert';
import { incidentsOf, type Incident } from '@/core/incident';

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

export function alertItems(alerts: readonly Alert[]): readonly AlertItem[] {
  const incidents = incidentsOf(alerts);
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  const inStories = new Set<AlertId>(incidents.flatMap((incident) => incident.alerts));
  return [
    ...incidents.map((incident): AlertItem => {
      const parts = incident.alerts.flatMap((id) => byId.get(id) ?? []);
      const { id, t, state, severity } = incident;
      const changedAt = Math.max(...parts.map((alert) => alert.changedAt));
      return { type: 'incident', id, t, state, severity, changedAt, incident, alerts: parts };
    }),
    ...alerts
      .filter(({ id }) => !inStories.has(id))
      .map((alert): AlertItem => {
        const { id, t, state, severity, changedAt } = alert;
        return { type: 'alert', id, t, state, severity, changedAt, alert };
      }),
  ];
}

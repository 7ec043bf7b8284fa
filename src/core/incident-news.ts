import type { AlertId } from './alert';
import type { Incident } from './incident';

/** so much is known of what was told; a home keeps fewer alerts */
const mostKnown = 1_000;

/** The critical incidents of a look that are to be told now, and those that were told before. */
export type LookAtIncidents = { readonly told: readonly Incident[]; readonly goesOn: readonly Incident[] };

export type IncidentNews = {
  /** `news`: the alerts that are news now */
  look(incidents: Iterable<Incident>, news: ReadonlySet<AlertId>): LookAtIncidents;
};

/**
 * Which critical incidents are to be told, each once, whatever was told of its alerts. What makes it critical is news itself:
 * what a broker remembers, or a person opens again, tells nobody. What is put off is news again when its time has come, as an
 * alert is. `before`: those that are known already.
 */
export function openIncidentNews(before: Iterable<Incident>): IncidentNews {
  const known = new Set<string>();
  for (const incident of before) if (isGrave(incident) && incident.state !== 'snoozed') know(incident);

  function know(incident: Incident): void {
    for (const part of partsOf(incident)) {
      known.delete(part);
      known.add(part);
    }
    for (const part of known) {
      if (known.size <= mostKnown) return;
      known.delete(part);
    }
  }

  return {
    look(incidents, news) {
      const told: Incident[] = [];
      const goesOn: Incident[] = [];
      for (const incident of incidents) {
        if (!isGrave(incident)) continue;
        const isKnown = isOneOf(known, incident);
        if (isKnown) goesOn.push(incident);
        else if (isToBeTold(incident) && incident.alerts.some((id) => news.has(id))) told.push(incident);
        else continue;
        if (incident.state === 'snoozed') for (const part of partsOf(incident)) known.delete(part);
        else know(incident);
      }
      return { told, goesOn };
    },
  };
}

export function isToBeTold(incident: Incident): boolean {
  return isGrave(incident) && incident.state === 'open';
}

function isGrave({ severity }: Incident): boolean {
  return severity === 'critical';
}

/** An incident is known by its story and its alerts: its name may change, and two may turn out to be one. */
export function partsOf({ story, alerts }: Incident): readonly string[] {
  return alerts.map((alert) => `${story} ${alert}`);
}

export function isOneOf(known: ReadonlySet<string>, incident: Incident): boolean {
  return partsOf(incident).some((part) => known.has(part));
}

/** What to do, in sentences: what is to be done to several devices once. */
export function whatToDo({ playbook }: Incident): string {
  return [...new Set(playbook.map(({ sentence }) => sentence))].join(' ');
}

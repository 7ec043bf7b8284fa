import { isClosedByPerson, isLive, type Alert, type AlertId } from './alert';
import { isWorse } from './alert-merge';
import { isOfDanger, type Incident } from './incident';

/** so much is known of what was told; a home keeps fewer alerts */
const mostKnown = 1_000;

/** The critical incidents of a look that are to be told now, and those that were told before. */
export type LookAtIncidents = { readonly told: readonly Incident[]; readonly goesOn: readonly Incident[] };

export type IncidentNews = {
  /** `news`: the alerts that are news now; `alerts`: all of them */
  look(incidents: Iterable<Incident>, news: ReadonlySet<AlertId>, alerts: ReadonlyMap<AlertId, Alert>): LookAtIncidents;
};

/**
 * Which critical incidents are to be told, each once, whatever was told of its alerts. What makes it critical is news itself:
 * what a broker remembers, or a person opens again, tells nobody. What is put off is news again when its time has come, as an
 * alert is; and where a person closed one and it goes further, it is news again. `before`: those that are known already.
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
    look(incidents, news, alerts) {
      const told: Incident[] = [];
      const goesOn: Incident[] = [];
      for (const incident of incidents) {
        if (!isGrave(incident)) continue;
        const isKnown = isOneOf(known, incident) && !isAgain(incident, alerts, (id) => news.has(id));
        if (isKnown) goesOn.push(incident);
        else if (isToBeTold(incident) && incident.alerts.some((id) => news.has(id) && addsTo(incident, alerts.get(id))))
          told.push(incident);
        else continue;
        if (incident.state === 'snoozed') for (const part of partsOf(incident)) known.delete(part);
        else know(incident);
      }
      return { told, goesOn };
    },
  };
}

/** A person closed all that was told of it, and it goes further by what is news. */
export function isAgain(
  incident: Incident,
  alerts: ReadonlyMap<AlertId, Alert>,
  isNews: (id: AlertId) => boolean,
): boolean {
  const further = goneFurther(incident, alerts);
  return isToBeTold(incident) && further.length > 0 && further.every(isNews);
}

/**
 * What stands of an incident and is no more of what a person closed: of another class, at another device, or worse. Who closed a story knows of
 * what was in it; the same again is no reason to wake him, and neither is what is worth knowing only.
 */
function goneFurther({ alerts: ids }: Incident, alerts: ReadonlyMap<AlertId, Alert>): readonly AlertId[] {
  const parts = ids.flatMap((id) => alerts.get(id) ?? []);
  if (!parts.some(isClosedByPerson)) return [];
  const isMoreOf = (one: Alert, closed: Alert) =>
    !isLive(closed) && closed.class === one.class && closed.device === one.device && !isWorse(one, closed);
  return parts
    .filter((one) => isLive(one) && one.severity !== 'info' && !parts.some((closed) => isMoreOf(one, closed)))
    .map(({ id }) => id);
}

/**
 * Is it told with its incident, if it is told? Of danger each alert wakes people by itself, in its own words: the incident is told for what would not.
 */
export function addsTo(incident: Incident, alert: Pick<Alert, 'severity'> | undefined): boolean {
  return !isOfDanger(incident) || alert?.severity === 'warning';
}

export function isToBeTold(incident: Incident): boolean {
  return isGrave(incident) && incident.state === 'open';
}

function isGrave({ severity }: Incident): boolean {
  return severity === 'critical';
}

/** An incident is known by its story and its alerts: its name may change, and two may turn out to be one. */
export function partsOf(incident: Incident): readonly string[] {
  return incident.alerts.map((alert) => partOf(incident, alert));
}

export function partOf({ story }: Incident, alert: AlertId): string {
  return `${story} ${alert}`;
}

export function isOneOf(known: ReadonlySet<string>, incident: Incident): boolean {
  return partsOf(incident).some((part) => known.has(part));
}

/** What to do, in sentences: what is to be done to several devices once. */
export function whatToDo({ playbook }: Incident): string {
  return [...new Set(playbook.map(({ sentence }) => sentence))].join(' ');
}

import type { Alert, AlertId } from '@/core/alerts/alert';
import { incidentLine, incidentsOf, withToldNames, type Incident, type ToldIncident } from '@/core/alerts/incident';

/** What was written before: alerts, and the incidents among them by the names that they had. */
export type KnownBefore = { readonly alerts: readonly Alert[]; readonly incidents: readonly ToldIncident[] };

/**
 * The incidents among the alerts of a home, as lines: one whenever one begins, changes or ends, under the name that it began
 * with. What is written follows from the alerts in their order, so the lines of a beginning are the beginning of the lines.
 */
export function openIncidentLog(alerts: ReadonlyMap<AlertId, Alert>, before?: KnownBefore) {
  let written = writtenOf(before?.alerts ?? [], before?.incidents ?? []);

  /** The lines of what is new in them since the last look. */
  function look(): readonly string[] {
    const now = writtenOf(alerts.values(), toldOf(written));
    const lines: string[] = [];
    for (const [id, { incident }] of written) {
      // its alerts are gone, or are part of another now: it is over for whoever reads along
      if (now.has(id) || incident.state === 'resolved') continue;
      lines.push(lineOf({ ...incident, state: 'resolved' }));
    }
    for (const [id, { line }] of now) if (line !== written.get(id)?.line) lines.push(line);
    written = now;
    return lines;
  }

  return {
    look,
    /** by what names those that are there were written */
    get told(): readonly ToldIncident[] {
      return toldOf(written);
    },
  };
}

type Written = { readonly incident: Incident; readonly line: string };

function writtenOf(alerts: Iterable<Alert>, told: readonly ToldIncident[]): ReadonlyMap<string, Written> {
  const named = withToldNames(incidentsOf(alerts), told);
  return new Map([...named].map(([id, incident]) => [id, { incident, line: lineOf(incident) }]));
}

function toldOf(written: ReadonlyMap<string, Written>): readonly ToldIncident[] {
  return [...written.values()].map(({ incident: { id, alerts } }) => ({ id, alerts }));
}

function lineOf(incident: Incident): string {
  return JSON.stringify(incidentLine(incident));
}

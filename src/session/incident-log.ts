import type { Alert, AlertId } from '@/core/alert';
import { incidentLine, incidentsOf, type Incident } from '@/core/incident';

/**
 * The incidents among the alerts of a home, as lines: one whenever one begins, changes or ends. What an incident is follows
 * from the alerts alone, so the lines of a beginning are the beginning of the lines. `known`: alerts that were written before.
 */
export function openIncidentLog(alerts: ReadonlyMap<AlertId, Alert>, known: readonly Alert[] = []) {
  let written = new Map<string, Written>(incidentsOf(known).map((incident) => [incident.id, writtenOf(incident)]));

  /** The lines of what is new in them since the last look. */
  function look(): readonly string[] {
    const now = new Map<string, Written>(incidentsOf(alerts.values()).map((one) => [one.id, writtenOf(one)]));
    const lines: string[] = [];
    for (const [id, { incident }] of written) {
      // its alerts are gone, or tell another story now: it is over for whoever reads along
      if (now.has(id) || incident.state === 'resolved') continue;
      lines.push(writtenOf({ ...incident, state: 'resolved' }).line);
    }
    for (const [id, { line }] of now) if (line !== written.get(id)?.line) lines.push(line);
    written = now;
    return lines;
  }

  return { look };
}

type Written = { readonly incident: Incident; readonly line: string };

function writtenOf(incident: Incident): Written {
  return { incident, line: JSON.stringify(incidentLine(incident)) };
}

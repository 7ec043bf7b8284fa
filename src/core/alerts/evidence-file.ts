import type { Alert } from './alert';
import { incidentLine, type Incident } from './incident';

/** What was seen of an incident, to be kept outside of this home: a name for the file, and its text (JSON, times in words of ISO 8601). */
export function evidenceFile(incident: Incident, alerts: readonly Alert[], savedAt: number) {
  const told = { ...incidentLine(incident), t: iso(incident.t) };
  return fileOf('incident', incident.t, { savedAt: iso(savedAt), incident: told, alerts: alerts.map(asTold) });
}

/** The same of an alert that is in no incident. */
export function alertEvidenceFile(alert: Alert, savedAt: number) {
  return fileOf('alert', alert.t, { savedAt: iso(savedAt), incident: null, alerts: [asTold(alert)] });
}

function fileOf(of: 'incident' | 'alert', t: number, seen: object) {
  const text = JSON.stringify({ format: 'gatehouse-evidence/1', ...seen }, null, 2);
  return { name: `${of}-${iso(t).slice(0, 16).replaceAll(/[:T]/g, '-')}.json`, text } as const;
}

function asTold({ t, evidence, ...alert }: Alert) {
  return { ...alert, t: iso(t), evidence: evidence.map((one) => ({ ...one, t: iso(one.t) })) };
}

function iso(t: number): string {
  return new Date(t).toISOString();
}

import type { Alert } from './alert';
import { incidentLine, type Incident } from './incident';

/** What was seen of an incident, to be kept outside of this home: a name for the file, and its text (JSON, times in words of ISO 8601). */
export function evidenceFile(incident: Incident, alerts: readonly Alert[], savedAt: number) {
  const iso = (t: number) => new Date(t).toISOString();
  const text = JSON.stringify(
    {
      format: 'gatehouse-evidence/1',
      savedAt: iso(savedAt),
      incident: { ...incidentLine(incident), t: iso(incident.t) },
      alerts: alerts.map(({ t, evidence, ...alert }) => ({
        ...alert,
        t: iso(t),
        evidence: evidence.map((one) => ({ ...one, t: iso(one.t) })),
      })),
    },
    null,
    2,
  );
  return { name: `incident-${iso(incident.t).slice(0, 16).replaceAll(/[:T]/g, '-')}.json`, text } as const;
}

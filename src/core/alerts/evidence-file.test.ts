import { expect, test } from 'vitest';

import { alertOf } from './alert.testing';
import { alertEvidenceFile, evidenceFile } from './evidence-file';

const t = Date.UTC(2026, 10, 24, 18, 5);
const savedAt = t + 60_000;
const alert = alertOf({ t });

test('one alert is saved with all that was seen of it, and when', () => {
  const { name, text } = alertEvidenceFile(alert, savedAt);
  expect(name).toBe('alert-2026-11-24-18-05.json');
  expect(JSON.parse(text)).toEqual({
    format: 'gatehouse-evidence/1',
    savedAt: '2026-11-24T18:06:00.000Z',
    incident: null,
    alerts: [
      {
        ...alert,
        t: '2026-11-24T18:05:00.000Z',
        evidence: [{ t: '2026-11-24T18:05:00.000Z', topic: 'z/window', text: 'Tampered with' }],
      },
    ],
  });
});

test('an incident is saved with each of its alerts as one alert is', () => {
  const incident = {
    id: 'door-1',
    story: 'door',
    t,
    title: 'Somebody works at a door',
    severity: 'critical',
    state: 'open',
    alerts: [alert.id],
    playbook: [],
  } as const;
  const { name, text } = evidenceFile(incident, [alert], savedAt);
  const saved = JSON.parse(text) as { readonly incident: { readonly title: string }; readonly alerts: unknown };
  const { alerts } = JSON.parse(alertEvidenceFile(alert, savedAt).text) as { readonly alerts: unknown };
  expect(name).toBe('incident-2026-11-24-18-05.json');
  expect(saved.incident.title).toBe(incident.title);
  expect(saved.alerts).toEqual(alerts);
});

import type { Alert, AlertClass, Sighting } from './alert';

/** A sighting of a test: a window that was tampered with. */
export function sighting(more: Partial<Sighting> = {}): Sighting {
  const t = more.t ?? 1_000;
  return {
    t,
    class: 'tamper',
    subject: 'window',
    device: 'window',
    title: 'The kitchen window says that it was tampered with',
    severity: 'critical',
    confidence: 1,
    evidence: [{ t, topic: 'z/window', text: 'Tampered with' }],
    fix: null,
    lasting: true,
    news: true,
    ...more,
  };
}

/** An alert of a test, open since it was seen. */
export function alertOf(more: Partial<Alert> = {}): Alert {
  const { lasting, news: _, ...seen } = sighting(more.t === undefined ? {} : { t: more.t });
  return {
    id: 'tamper-window',
    ...seen,
    state: 'open',
    count: 1,
    changedAt: seen.t,
    changes: 0,
    until: null,
    endedAt: lasting ? null : seen.t,
    verdict: null,
    ...more,
  };
}

/** One that is worth a look, as many minutes later. */
export function alertAt(minutes: number, kind: AlertClass, device: string | null): Alert {
  return alertOf({
    id: `${kind}-${device}-${minutes}`,
    t: 1_000_000 + minutes * 60_000,
    class: kind,
    device,
    severity: 'warning',
    evidence: [],
  });
}

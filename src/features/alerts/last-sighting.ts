import type { Alert, Evidence } from '@/core/alerts/alert';

type Sighting = { readonly alert: Alert; readonly evidence: Evidence };

/**
 * What was seen last of a story. Its title says what began, and goes on saying it: whether it still goes on, or is over, only the last
 * sighting tells. null: nothing was.
 */
export function lastSightingOf(alerts: readonly Alert[]): Sighting | null {
  let last: Sighting | null = null;
  for (const alert of alerts)
    for (const evidence of alert.evidence)
      if (last === null || evidence.t >= last.evidence.t) last = { alert, evidence };
  return last;
}

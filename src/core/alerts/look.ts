import { stands, type Alert, type AlertClass, type AlertSignal, type Evidence } from './alert';

/**
 * The alerts of a class that stand, here or with another observer, by what they are about. `prefix`: what the subjects of one
 * reason for them begin with; others raise alerts of the same class, which it must not end.
 */
export function standingOf(alerts: Iterable<Alert>, kind: AlertClass, prefix: string): ReadonlyMap<string, Alert> {
  return new Map(
    [...alerts]
      .filter((alert) => alert.class === kind && alert.subject.startsWith(prefix) && stands(alert))
      .map((alert) => [alert.subject, alert]),
  );
}

/** What goes on by its alert, and was not found again by a look at all that is known. */
export function overSignals(
  standing: ReadonlyMap<string, Alert>,
  isStill: (subject: string) => boolean,
  evidence: Evidence,
): readonly AlertSignal[] {
  return [...standing.values()]
    .filter(({ subject, endedAt }) => endedAt === null && !isStill(subject))
    .map(({ class: kind, subject }) => ({ type: 'over', class: kind, subject, evidence }));
}

import { isLive, type Alert, type AlertId } from '@/core/alerts/alert';
import type { ToldIncident } from '@/core/alerts/incident';

import { writeAlert } from './alert-line';
import type { AlertChanges } from './alert-news';
import { openIncidentLog, type KnownBefore } from './incident-log';
import { hasCome, restedAt } from '../rest';

/** more of the same is written down once in this time */
const moreMs = 60_000;

/** The alerts of a home as lines, one whenever one opens, changes or closes; after them the incidents that they tell. */
export type AlertLog = {
  /** what changed, and the lines of it that cannot wait */
  changed(changes: Pick<AlertChanges, 'changed' | 'gone'>, now: number): readonly string[];
  /** time has come so far: the lines of what waited */
  pass(now: number): readonly string[];
  /** the names that incidents have in it */
  readonly incidents: readonly ToldIncident[];
};

type Written = { readonly alert: Alert; readonly at: number };

/**
 * What opens, closes, gets worse or is changed by a person is a line at once; more sightings of what is open may wait a
 * minute for each other. `before`: what was written already. Causal: the lines of a beginning are the beginning of the lines.
 */
export function openAlertLog(alerts: ReadonlyMap<AlertId, Alert>, before?: KnownBefore): AlertLog {
  const written = new Map<AlertId, Written>(
    before?.alerts.map((alert) => [alert.id, { alert, at: Number.NEGATIVE_INFINITY }]),
  );
  const incidents = openIncidentLog(alerts, before);
  /** what waits, in the order in which it began to */
  const due = new Map<AlertId, number>();

  function write(alert: Alert, now: number): string {
    due.delete(alert.id);
    written.set(alert.id, { alert, at: now });
    return writeAlert(alert);
  }

  function lineOf(id: AlertId, now: number): readonly string[] {
    const alert = alerts.get(id);
    if (alert === undefined) return [];
    const last = written.get(id);
    if (last === undefined || !isSameLife(last.alert, alert)) return [write(alert, now)];
    if (last.alert !== alert && !due.has(id)) due.set(id, restedAt(last.at, now, moreMs));
    return [];
  }

  /** What was taken back is over for whoever reads along. */
  function lastLineOf(id: AlertId): readonly string[] {
    const last = written.get(id);
    written.delete(id);
    due.delete(id);
    return last !== undefined && isLive(last.alert) ? [writeAlert({ ...last.alert, state: 'resolved' })] : [];
  }

  /** An incident changes with an alert that is written down. */
  function withIncidents(lines: readonly string[]): readonly string[] {
    return lines.length === 0 ? lines : [...lines, ...incidents.look()];
  }

  return {
    changed: ({ changed, gone }, now) =>
      withIncidents([...[...gone].flatMap(lastLineOf), ...[...changed].flatMap((id) => lineOf(id, now))]),
    pass(now) {
      const lines: string[] = [];
      for (const [id, at] of due) {
        const alert = alerts.get(id);
        if (alert === undefined) due.delete(id);
        else if (hasCome(at, now, moreMs)) lines.push(write(alert, now));
      }
      return withIncidents(lines);
    },
    get incidents() {
      return incidents.told;
    },
  };
}

function isSameLife(one: Alert, other: Alert): boolean {
  return (
    one.state === other.state &&
    one.changes === other.changes &&
    one.severity === other.severity &&
    one.title === other.title &&
    one.endedAt === other.endedAt
  );
}

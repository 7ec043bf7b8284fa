import { dangerOf, type Alert } from '@/core/alerts/alert';
import { incidentsOf, isOfDanger, type Incident } from '@/core/alerts/incident';
import { endSentence } from '@/core/spoken-name';
import { paths } from '@/ui/paths';

import type { Todo } from './todos';
import type { Clause } from './verdict-clauses';

/**
 * The stories that want somebody, and the alerts that are in none: those are told one by one. A story of danger that the devices tell
 * themselves, each in its place (`adds` false), is not told on top of that.
 */
export function openStories(all: readonly Alert[], open: readonly Alert[], adds: (alert: Alert) => boolean) {
  const ofNow = incidentsOf(all).filter(({ state }) => state === 'open');
  const told = new Set(ofNow.flatMap(({ alerts }) => alerts));
  const incidents = ofNow.filter(
    (incident) =>
      !isOfDanger(incident) ||
      open.some((alert) => incident.alerts.includes(alert.id) && (alert.class !== 'safety' || adds(alert))),
  );
  const shown = new Set(incidents.flatMap(({ alerts }) => alerts));
  return {
    incidents,
    alone: open.filter(({ id }) => !told.has(id)),
    /** one of them says that the alarm went off */
    tellAlarm: open.some((alert) => shown.has(alert.id) && dangerOf(alert) === 'alarm'),
  } as const;
}

/** Nobody has to run from it any more, and nobody has looked at it yet. */
const isOver = ({ overSince }: Incident) => overSince !== undefined;

export function incidentClauses(incidents: readonly Incident[]): readonly Clause[] {
  return incidents.map((incident) => ({
    mood: incident.severity === 'critical' && !isOver(incident) ? 'alarm' : 'notice',
    ...(isOfDanger(incident) && !isOver(incident) && ({ isDanger: true } as const)),
    words: incident.title.charAt(0).toLowerCase() + incident.title.slice(1),
  }));
}

/** Each leads to its playbook. */
export function incidentTodos(incidents: readonly Incident[]): readonly Todo[] {
  return incidents.map((incident) => ({
    id: incident.id,
    icon: 'siren',
    tone: isOver(incident) ? 'warning' : incident.severity,
    ...(isOfDanger(incident) && !isOver(incident) && ({ isDanger: true } as const)),
    sentence: endSentence(incident.title),
    button: 'See what to do',
    step: { type: 'show', to: paths.alerts },
  }));
}

import type { Alert } from '@/core/alert';
import { incidentsOf, type Incident } from '@/core/incident';
import { endSentence } from '@/core/spoken-name';
import { paths } from '@/ui/paths';

import type { Todo } from './todos';
import type { Clause } from './verdict-clauses';

/** The stories that want somebody, and the alerts that are in none: those are told one by one. */
export function openStories(all: readonly Alert[], open: readonly Alert[]) {
  const incidents = incidentsOf(all).filter(({ state }) => state === 'open');
  const told = new Set(incidents.flatMap(({ alerts }) => alerts));
  return { incidents, alone: open.filter(({ id }) => !told.has(id)) } as const;
}

export function incidentClauses(incidents: readonly Incident[]): readonly Clause[] {
  return incidents.map(({ title, severity }) => ({
    mood: severity === 'critical' ? 'alarm' : 'notice',
    words: title.charAt(0).toLowerCase() + title.slice(1),
  }));
}

/** Each leads to its playbook. */
export function incidentTodos(incidents: readonly Incident[]): readonly Todo[] {
  return incidents.map(({ id, title, severity }) => ({
    id,
    icon: 'siren',
    tone: severity,
    sentence: endSentence(title),
    button: 'See what to do',
    step: { type: 'show', to: paths.alerts },
  }));
}

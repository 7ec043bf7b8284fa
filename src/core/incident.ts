import { isLive, severities, type Alert, type AlertId, type AlertState, type Severity } from './alert';
import { stories, type PlaybookStep, type Story } from './incident-stories';

/** Alerts that tell one story (CONTRACT.md, "Alert line"). Made of alerts alone: whoever knows the same alerts knows the same incidents. */
export type Incident = {
  readonly id: string;
  /** ms since the epoch: when the first of its alerts began */
  readonly t: number;
  /** the earliest first */
  readonly alerts: readonly AlertId[];
  /** one sentence in plain words */
  readonly title: string;
  readonly severity: Severity;
  readonly state: AlertState;
  /** what to do, in this order */
  readonly playbook: readonly PlaybookStep[];
};

/** what follows so long after the last thing is another story */
const apartMs = 15 * 60_000;

type Chapter = { readonly alerts: Alert[]; until: number };

/**
 * The incidents among these alerts, the earliest first. Each alert is in one at most: stories are tried in their order, and
 * of two alerts one follows the other within a quarter of an hour.
 */
export function incidentsOf(alerts: Iterable<Alert>): readonly Incident[] {
  const inOrder = [...alerts].toSorted(compareAlerts);
  const taken = new Set<AlertId>();
  const incidents: Incident[] = [];
  for (const story of stories) {
    const left = inOrder.filter((alert) => isIn(story, alert) && !taken.has(alert.id));
    for (const chapter of chaptersOf(story, left)) {
      const kinds = new Set(chapter.map((alert) => alert.class));
      // what is mild all through is the ordinary life of a house
      const grave = new Set(chapter.filter(({ severity }) => severity !== 'info').map((alert) => alert.class));
      if (grave.size === 0 || !story.isTold(kinds, grave)) continue;
      for (const { id } of chapter) taken.add(id);
      incidents.push(incidentOf(story, chapter));
    }
  }
  return incidents.toSorted((one, other) => one.t - other.t || (one.id < other.id ? -1 : 1));
}

function compareAlerts(one: Alert, other: Alert): number {
  return one.t - other.t || (one.id < other.id ? -1 : 1);
}

function isIn({ ofDevice, ofHome }: Story, { class: kind, device }: Alert): boolean {
  return ofHome.includes(kind) || (device !== null && ofDevice.includes(kind));
}

/** One chapter a device; what is of the whole home goes to whoever's chapter is open then. */
function chaptersOf(story: Story, alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  const closed: (readonly Alert[])[] = [];
  const open = new Map<string, Chapter>();
  /** of the home, before any device had a chapter */
  let waiting: Chapter = { alerts: [], until: Number.NEGATIVE_INFINITY };
  for (const alert of alerts) {
    const isFresh = ({ until }: Chapter) => alert.t - until <= apartMs;
    for (const [key, chapter] of open) {
      if (isFresh(chapter)) continue;
      closed.push(chapter.alerts);
      open.delete(key);
    }
    if (!isFresh(waiting)) {
      closed.push(waiting.alerts);
      waiting = { alerts: [], until: Number.NEGATIVE_INFINITY };
    }
    const isOfHome = alert.device === null || story.ofHome.includes(alert.class);
    const [first] = open.values();
    if (isOfHome) extend(first ?? waiting, alert);
    else {
      const key = alert.device ?? '';
      const chapter = open.get(key) ?? waiting;
      // the first device takes along what the home had told until then
      if (chapter === waiting) waiting = { alerts: [], until: Number.NEGATIVE_INFINITY };
      open.set(key, chapter);
      extend(chapter, alert);
    }
  }
  return [...closed, waiting.alerts, ...[...open.values()].map((chapter) => chapter.alerts)].filter(
    ({ length }) => length > 0,
  );
}

function extend(chapter: Chapter, alert: Alert): void {
  chapter.alerts.push(alert);
  chapter.until = Math.max(chapter.until, alert.t, ...alert.evidence.map(({ t }) => t));
}

function incidentOf(story: Story, alerts: readonly Alert[]): Incident {
  const [first] = alerts;
  if (first === undefined) throw new Error('An incident is of some alerts');
  const kinds = new Set(alerts.map((alert) => alert.class));
  const device = alerts.find((alert) => alert.device !== null && story.ofDevice.includes(alert.class))?.device ?? null;
  const worst = Math.max(...alerts.map(({ severity }) => severities.indexOf(severity)));
  return {
    id: `incident-${story.name}-${first.id}`,
    t: first.t,
    alerts: alerts.map(({ id }) => id),
    title: story.title(kinds),
    severity: story.isCritical(kinds) ? 'critical' : (severities[worst] ?? 'critical'),
    state: stateOf(alerts),
    playbook: story.playbook(device, kinds),
  };
}

/** It is open as long as one of its alerts is; over when all are. */
function stateOf(alerts: readonly Alert[]): AlertState {
  const live = new Set(alerts.filter(isLive).map(({ state }) => state));
  return (['open', 'acknowledged', 'snoozed'] as const).find((state) => live.has(state)) ?? 'resolved';
}

/** An incident as it was told: under which name, and of what. */
export type ToldIncident = Pick<Incident, 'id' | 'alerts'>;

/**
 * The same incidents under the names under which they were told, in the order in which they were. What is raised late may have
 * begun first, or make another story of it; to whoever follows a name it stays the one that it was, as long as it shares an
 * alert with it. Where two become one, the first told goes on.
 */
export function withToldNames(
  incidents: readonly Incident[],
  told: Iterable<ToldIncident>,
): ReadonlyMap<string, Incident> {
  const byName = new Map(incidents.map((incident) => [incident.id, incident]));
  const byAlert = new Map(incidents.flatMap((incident) => incident.alerts.map((id) => [id, incident] as const)));
  const unnamed = new Set(incidents);
  const named = new Map<string, Incident>();
  for (const { id, alerts } of told) {
    // whose own name it is, first: no two can have it then
    const same = [byName.get(id), ...alerts.map((alert) => byAlert.get(alert))].find(
      (incident) => incident !== undefined && unnamed.delete(incident),
    );
    if (same !== undefined) named.set(id, { ...same, id });
  }
  for (const incident of unnamed) named.set(incident.id, incident);
  return named;
}

/** The line of an incident, for other programs. */
export function incidentLine({ id, t, alerts, title, severity, state, playbook }: Incident) {
  return { id, t, incident: true, alerts, title, severity, state, playbook } as const;
}

/** How many things want somebody: an incident is one, whatever number of alerts tells it. */
export function openCount(alerts: readonly Alert[]): number {
  const open = incidentsOf(alerts).filter(({ state }) => state === 'open');
  const told = new Set(open.flatMap((incident) => incident.alerts));
  return open.length + alerts.filter(({ id, state }) => state === 'open' && !told.has(id)).length;
}

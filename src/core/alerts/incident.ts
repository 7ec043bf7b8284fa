import { causeOf, isLive, severities, type Alert, type AlertId, type AlertState, type Severity } from './alert';
import type { DeviceId } from '../device';
import { chaptersOf, kindOf, toldTogether, type Chapter } from './incident-chapters';
import { overSince } from './danger-over';
import { stories } from './incident-stories';
import type { PlaybookStep, Story, StoryKind } from './incident-story';

/** Alerts that tell one story (CONTRACT.md, "Alert line"). Made of alerts alone: whoever knows the same alerts knows the same incidents. */
export type Incident = {
  readonly id: string;
  /** which sort it is: the name of its `Story` */
  readonly story: string;
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
  /** of smoke, gas and water: since when no sensor reports it any more; ms since the epoch. Absent: it goes on, or is nothing that ends */
  readonly overSince?: number;
};

/**
 * The incidents among these alerts, the earliest first. Each alert is in one at most: stories are tried in their order, and
 * of two alerts one follows the other within a quarter of an hour. Devices near which the home told the same are in one.
 */
export function incidentsOf(alerts: Iterable<Alert>): readonly Incident[] {
  const inOrder = [...alerts].toSorted(compareAlerts);
  const taken = new Set<AlertId>();
  const incidents: Incident[] = [];
  for (const story of stories) {
    const left = inOrder.filter((alert) => isIn(story, alert) && !taken.has(alert.id));
    // each chapter for itself: what one does at one device, and another at the next, is no story
    for (const group of toldTogether(chaptersOf(story, left).filter((chapter) => isTold(story, chapter)))) {
      const parts = left.filter((alert) => group.has(alert));
      for (const { id } of parts) taken.add(id);
      incidents.push(incidentOf(story, parts));
    }
  }
  return incidents.toSorted((one, other) => one.t - other.t || (one.id < other.id ? -1 : 1));
}

function compareAlerts(one: Alert, other: Alert): number {
  return one.t - other.t || (one.id < other.id ? -1 : 1);
}

function isIn({ ofDevice, ofHome }: Story, alert: Alert): boolean {
  const kind = kindOf(alert);
  if (kind === null) return false;
  return ofHome.includes(kind) || (alert.device !== null && ofDevice.includes(kind));
}

function isTold(story: Story, chapter: Chapter): boolean {
  // what is mild all through is the ordinary life of a house
  const grave = chapter.filter(({ severity }) => severity !== 'info');
  const causes = new Set(grave.map(causeOf)).size;
  return causes > 0 && story.isTold(kindsOf(chapter), kindsOf(grave), causes);
}

function kindsOf(alerts: readonly Alert[]): ReadonlySet<StoryKind> {
  return new Set(alerts.flatMap((alert) => kindOf(alert) ?? []));
}

function incidentOf(story: Story, alerts: readonly Alert[]): Incident {
  const [first] = alerts;
  if (first === undefined) throw new Error('An incident is of some alerts');
  const kinds = kindsOf(alerts);
  const ofDevices = alerts.filter((alert) => {
    const kind = kindOf(alert);
    return kind !== null && (story.isOfDanger === true || story.ofDevice.includes(kind));
  });
  const devices = [...new Set(ofDevices.flatMap(({ device }) => device ?? []))];
  const kindsAt = (some: readonly Alert[], device: DeviceId) => kindsOf(some.filter((one) => one.device === device));
  const goesOn = ofDevices.filter((alert) => overSince(alert) === null);
  const still = [...new Set(goesOn.flatMap(({ device }) => device ?? []))];
  const over = endOf(story, alerts);
  const worst = Math.max(...alerts.map(({ severity }) => severities.indexOf(severity)));
  return {
    id: `incident-${story.name}-${first.id}`,
    story: story.name,
    t: first.t,
    alerts: alerts.map(({ id }) => id),
    title: story.title(
      kinds,
      devices.map((device) => kindsAt(ofDevices, device)),
      still.map((device) => kindsAt(goesOn, device)),
    ),
    severity: story.isCritical(kinds) ? 'critical' : (severities[worst] ?? 'critical'),
    state: stateOf(alerts),
    playbook: story.playbook(devices, over !== null),
    ...(over !== null && { overSince: over }),
  };
}

/** When the last of the smoke, gas or water that it is of was gone; null: some is there, or it is of something else. */
function endOf({ endsWith = [] }: Story, alerts: readonly Alert[]): number | null {
  const ends = alerts.filter((alert) => endsWith.some((kind) => kind === kindOf(alert))).map(overSince);
  const times = ends.flatMap((end) => end ?? []);
  return times.length === 0 || times.length < ends.length ? null : Math.max(...times);
}

/** Whoever is in danger must read of it before all else, and each alert of it wakes people by itself. */
export function isOfDanger({ story }: Pick<Incident, 'story'>): boolean {
  return stories.some(({ name, isOfDanger: is }) => name === story && is === true);
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

import { dangerOf, type Alert } from './alert';
import type { Story, StoryKind } from './incident-story';

/** what follows so long after the last thing is another story */
const apartMs = 15 * 60_000;

/** Alerts that follow each other, the earliest first: of one device and what its home told meanwhile, or of the home alone. */
export type Chapter = readonly Alert[];

/** Null: it is of danger that is in no story. */
export function kindOf(alert: Alert): StoryKind | null {
  return alert.class === 'safety' ? dangerOf(alert) : alert.class;
}

/**
 * The chapters of these alerts, which come in their order. One device has its own; what is of the whole home is in the
 * chapter of each device that it is near, whichever was first.
 */
export function chaptersOf({ ofHome }: Story, alerts: readonly Alert[]): readonly Chapter[] {
  const told: Alert[] = [];
  const byDevice = new Map<Alert['device'], Alert[]>([[null, []]]);
  for (const alert of alerts) {
    const kind = kindOf(alert);
    if (kind !== null && ofHome.includes(kind)) {
      told.push(alert);
      for (const chapter of byDevice.values()) chapter.push(alert);
    } else if (byDevice.get(alert.device)?.push(alert) === undefined) byDevice.set(alert.device, [...told, alert]);
  }
  return [...byDevice.values()].flatMap(cutWhereApart);
}

function cutWhereApart(alerts: readonly Alert[]): readonly Chapter[] {
  const chapters: Alert[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const alert of alerts) {
    const last = chapters.at(-1);
    if (last === undefined || alert.t - until > apartMs) chapters.push([alert]);
    else last.push(alert);
    until = Math.max(until, alert.t, ...alert.evidence.map(({ t }) => t));
  }
  return chapters;
}

/** Chapters that share an alert are told together: each of the results shares none with another. */
export function toldTogether(chapters: readonly Chapter[]): readonly ReadonlySet<Alert>[] {
  let groups: readonly ReadonlySet<Alert>[] = [];
  for (const chapter of chapters) {
    const shares = (group: ReadonlySet<Alert>) => chapter.some((alert) => group.has(alert));
    const joined = new Set([...groups.filter(shares).flatMap((group) => [...group]), ...chapter]);
    groups = [...groups.filter((group) => !shares(group)), joined];
  }
  return groups;
}

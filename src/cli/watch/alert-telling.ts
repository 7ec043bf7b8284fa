import { matterOf, type Alert, type AlertId } from '@/core/alerts/alert';
import { isWorse } from '@/core/alerts/alert-merge';
import { hasEnded } from '@/core/alerts/danger-over';
import type { AlertNews } from '@/core/feed';
import type { Incident } from '@/core/alerts/incident';

import type { Delivery } from '../delivery/delivery';
import { openIncidentTelling } from './incident-telling';

/** so many alerts are known by what was heard of them last; a broker keeps fewer */
const mostKnown = 1_000;

/** Which alerts people are told of, and of which no more. What a critical incident tells is not told by itself besides. */
export type AlertTelling = {
  hear(news: Pick<AlertNews, 'changed' | 'gone' | 'fresh'>): void;
  /** the connection is lost: what others open till we are back is news when we look */
  connectionLost(): void;
  lookedOver(): void;
};

type Parts = {
  readonly delivery: Pick<Delivery, 'tell' | 'tellIncident' | 'end' | 'endIncident' | 'passOn' | 'drop'>;
  /** all of them, as they are now */
  readonly alerts: ReadonlyMap<AlertId, Alert>;
  /** the incidents among some, by the names that they have for whoever reads along */
  readonly incidentsAmong: (alerts: Iterable<Alert>) => Iterable<Incident>;
  /** the alerts as they were known when this process ended last; null: this home was never watched, and what stands is no news */
  readonly before: readonly Alert[] | null;
};

export function openAlertTelling({ delivery, alerts, incidentsAmong, before }: Parts): AlertTelling {
  const incidents = openIncidentTelling({ delivery, incidentsAmong, before: before ?? [] });
  /** as each was heard last, the latest at the end */
  const known = new Map((before ?? []).map((alert) => [alert.id, alert]));
  /** `again`: what is open and was not is news, though it happened while nobody here listened */
  let look: 'first' | 'again' | 'over' = before === null ? 'first' : 'again';

  function know(alert: Alert): void {
    known.delete(alert.id);
    known.set(alert.id, alert);
    for (const id of known.keys()) {
      if (known.size <= mostKnown) return;
      known.delete(id);
    }
  }

  /** What others saw a moment earlier takes the place of what we opened: nobody is told of it twice, and what waits goes on. */
  function inherit(gone: readonly AlertId[], changed: readonly Alert[]): void {
    for (const id of gone) {
      const last = known.get(id);
      if (last === undefined) continue;
      const heir = changed.find((one) => !known.has(one.id) && matterOf(one) === matterOf(last));
      if (heir === undefined) continue;
      known.set(heir.id, { ...last, id: heir.id });
      delivery.passOn(id, heir);
    }
  }

  function take(alert: Alert, isToBeTold: boolean): void {
    const last = known.get(alert.id);
    const isOver = alert.state === 'resolved' && alert.endedAt !== null;
    if (last !== undefined && hasEnded(last, alert) && alert.state !== 'snoozed') delivery.end(alert);
    else if (isOver && last !== undefined && !isTouched(alert, last)) return;
    else if (alert.state !== 'open') delivery.drop(alert.id);
    else if (isToBeTold) delivery.tell(alert);
  }

  function isNews(alert: Alert): boolean {
    const last = known.get(alert.id);
    if (last?.state === 'open') return isWorse(alert, last);
    return look === 'again';
  }

  return {
    hear({ changed, gone, fresh }) {
      inherit(gone, changed);
      const news = changed.filter((one) => one.state === 'open' && (fresh.includes(one.id) || isNews(one)));
      const left = incidents.hear(alerts.values(), news);
      for (const alert of changed) {
        take(alert, left.includes(alert));
        know(alert);
      }
    },
    connectionLost() {
      if (look === 'over') look = 'again';
    },
    lookedOver: () => void (look = 'over'),
  };
}

/** Did a person do something to what was resolved already? Another observer's copy of it is no such thing. */
function isTouched(alert: Alert, last: Alert): boolean {
  const judged = (alert.verdict?.changes ?? 0) - (last.verdict?.changes ?? 0);
  return last.state !== 'resolved' || alert.changes > last.changes || judged > 0;
}

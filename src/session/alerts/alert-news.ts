import type { Alert, AlertId } from '@/core/alerts/alert';
import type { Batch } from '@/core/feed';

/** What happened to the alerts, by id. */
export type AlertChanges = {
  readonly changed: Iterable<AlertId>;
  readonly gone: Iterable<AlertId>;
  /** they opened or got worse just now, before our ears */
  readonly fresh: Iterable<AlertId>;
};

/** Gathers what one page is to be told of the alerts until it is ready; a new page is told of all. */
export type GatheredAlerts = {
  add(changes: AlertChanges, notify: boolean): void;
  take(): Pick<Batch, 'alerts'>;
};

export function openAlertNews(alerts: ReadonlyMap<AlertId, Alert>): GatheredAlerts {
  const changed = new Set<AlertId>(alerts.keys());
  const gone = new Set<AlertId>();
  const fresh = new Set<AlertId>();
  const notify = new Set<AlertId>();
  const taken = (ids: Set<AlertId>) => [...ids].filter((id) => alerts.has(id));

  return {
    add(changes, isNotifier) {
      for (const id of changes.gone) {
        changed.delete(id);
        gone.add(id);
      }
      for (const id of changes.changed) {
        gone.delete(id);
        changed.add(id);
      }
      for (const id of changes.fresh) {
        fresh.add(id);
        if (isNotifier) notify.add(id);
      }
    },
    take() {
      if (changed.size + gone.size === 0) return {};
      const news = {
        changed: [...changed].flatMap((id) => alerts.get(id) ?? []),
        gone: [...gone],
        fresh: taken(fresh),
        notify: taken(notify),
      };
      for (const ids of [changed, gone, fresh, notify]) ids.clear();
      return { alerts: news };
    },
  };
}

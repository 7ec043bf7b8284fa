import { useEffect, useLayoutEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

import { spokenTitle } from '@/core/alerts/alert-words';
import { overSince, titleNow } from '@/core/alerts/danger-over';
import type { Alert, AlertId } from '@/core/alerts/alert';
import { useSessionClient } from '@/session/client-context';
import { useHomeStore } from '@/store/home-context';
import { useOpenAlerts } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { notify, useNotificationState } from '@/ui/notifications';
import { paths } from '@/ui/paths';
import { VisuallyHidden } from '@/ui/visually-hidden';

import { openNotices } from './notices';
import styles from './shell.module.css';
import { useRoot } from './start-context';
import { useFreshAlerts } from './use-fresh-alerts';

/**
 * Tells what opens while somebody is here: a critical alert on the page and at once, a warning to those who listen, both as
 * a notification where that is allowed. What was open already when the page came is only on its own page.
 */
export function AlertAnnouncer() {
  const fresh = useFreshAlerts();
  const open = new Map(useOpenAlerts().map((alert) => [alert.id, alert]));
  const [dismissed, setDismissed] = useState<AlertId | null>(null);
  const { pathname, key } = useLocation();
  useNotifications();
  useBadge();
  const critical = fresh.findLast(({ severity, id }) => severity === 'critical' && open.has(id));
  const now = critical === undefined ? undefined : open.get(critical.id);
  const stands = usePlaceInSight(critical?.id, pathname === paths.alerts, key);
  return (
    <>
      <Spoken severity="critical" alerts={fresh} />
      <Spoken severity="warning" alerts={fresh} />
      {now !== undefined && now.id !== dismissed && !stands && (
        <section aria-label="New alert" className={styles['toast']}>
          <Notice
            tone={overSince(now) === null ? 'critical' : 'warning'}
            title={titleNow(now)}
            actions={
              <LinkButton to={paths.alert(now.id)} size="small">
                Show the alert
              </LinkButton>
            }
            onDismiss={() => setDismissed(now.id)}
          />
        </section>
      )}
    </>
  );
}

/**
 * Is it in sight where it stands? On the page of alerts it may be above or below what somebody reads there, or behind another filter.
 * Once it was, it is known. `visit`: whoever is led to it looks anew.
 */
function usePlaceInSight(id: AlertId | undefined, onAlertsPage: boolean, visit: string): boolean {
  const [missed, setMissed] = useState<AlertId | null>(null);
  useEffect(() => {
    if (id === undefined || !onAlertsPage) return;
    let place: Element | null | undefined;
    const looking = new IntersectionObserver(([entry]) => {
      const isInSight = entry?.isIntersecting === true;
      setMissed(isInSight ? null : id);
      if (isInSight) end();
    });
    // the list may be another one a moment later
    const look = () => {
      const now = document.querySelector(`[data-alerts~="${CSS.escape(id)}"]`);
      if (now === place) return;
      place = now;
      looking.disconnect();
      if (place === null) setMissed(id);
      else looking.observe(place);
    };
    const drawing = new MutationObserver(look);
    const frame = requestAnimationFrame(look);
    drawing.observe(document.body, { childList: true, subtree: true });
    const end = () => {
      cancelAnimationFrame(frame);
      drawing.disconnect();
      looking.disconnect();
    };
    return end;
    // whoever is led to it finds it drawn elsewhere
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, onAlertsPage, visit]);
  return onAlertsPage && missed !== id;
}

const liveOf = { critical: 'assertive', warning: 'polite' } as const;

type SpokenProps = { readonly severity: keyof typeof liveOf; readonly alerts: readonly Alert[] };

/** Each a line of its own, so that none takes the place of another before it was heard, and the same words are heard again when it happens again. */
function Spoken({ severity, alerts }: SpokenProps) {
  return (
    <VisuallyHidden>
      <span aria-live={liveOf[severity]}>
        {alerts
          .filter((alert) => alert.severity === severity)
          .map((alert) => (
            <span key={`${alert.id} ${alert.changedAt}`}>{spokenTitle(alert)} </span>
          ))}
      </span>
    </VisuallyHidden>
  );
}

/** The number on the icon of the installed app: what wants somebody. It goes with the page that knows it. */
function useBadge(): void {
  const wanting = useOpenAlerts().filter(({ severity }) => severity !== 'info').length;
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return;
    // a browser that shows none refuses
    void navigator.setAppBadge(wanting).catch(() => {});
    return () => void navigator.clearAppBadge().catch(() => {});
  }, [wanting]);
}

/** Shows what the session chose this page to show. */
function useNotifications(): void {
  const client = useSessionClient();
  const store = useHomeStore();
  const navigate = useNavigate();
  const root = useRoot();
  const allowed = useNotificationState() === 'on';
  // before the page says that it tells: what happens right then is told too
  useLayoutEffect(() => client.mayNotify(allowed), [client, allowed]);
  useEffect(() => {
    const noticesAfter = openNotices(store.read('alerts'));
    return client.onBatch(({ alerts }) => {
      for (const { path, ...notice } of alerts === undefined ? [] : noticesAfter(alerts)) {
        void notify({ ...notice, url: root.href + path.slice(1), onClick: () => void navigate(path) });
      }
    });
  }, [client, store, navigate, root]);
}

import { useMemo, useState } from 'react';
import { useLocation } from 'react-router';

import { spokenTitle } from '@/core/alerts/alert-words';
import { incidentsOf } from '@/core/alerts/incident';
import { addsTo } from '@/core/alerts/incident-news';
import { useAlerts, useListening } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { VisuallyHidden } from '@/ui/visually-hidden';

import { dismissed, lastNews, nothingTold, tellingAfter } from './incident-telling';
import styles from './shell.module.css';

/**
 * Tells of a critical incident that came about while somebody is here: each of its alerts alone may be too mild to be told at
 * once. What was there when the page had first listened is only on its own page.
 */
export function IncidentAnnouncer() {
  const alerts = useAlerts();
  const isSettled = useListening().phase === 'settled';
  const onAlertsPage = useLocation().pathname === paths.alerts;
  const byId = useMemo(() => new Map(alerts.map((alert) => [alert.id, alert])), [alerts]);
  const incidents = useMemo(
    () => incidentsOf(alerts).filter((one) => one.alerts.some((id) => addsTo(one, byId.get(id)))),
    [alerts, byId],
  );
  const [before, setTelling] = useState(nothingTold);
  // before it has listened, and on the page where it stands, nothing is news
  const telling = tellingAfter(before, incidents, byId, isSettled && !onAlertsPage);
  if (telling !== before) setTelling(telling);
  const last = lastNews(telling.known, incidents, byId);
  return (
    <>
      <VisuallyHidden>
        <span aria-live="assertive">
          {telling.current && spokenTitle({ severity: 'critical', title: telling.current.title })}
        </span>
      </VisuallyHidden>
      {last !== undefined && (
        <section aria-label="New incident" className={styles['toast']}>
          <Notice
            tone="critical"
            title={last.title}
            actions={
              <LinkButton to={paths.alerts} size="small">
                See what to do
              </LinkButton>
            }
            onDismiss={() => setTelling(dismissed(telling, last))}
          />
        </section>
      )}
    </>
  );
}

import { useMemo, useState } from 'react';
import { useLocation } from 'react-router';

import { severityWords } from '@/core/alert-words';
import { incidentsOf } from '@/core/incident';
import { useAlerts, useListening } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { VisuallyHidden } from '@/ui/visually-hidden';

import styles from './shell.module.css';

/**
 * Tells of a critical incident that came about while somebody is here: each of its alerts alone may be too mild to be told at
 * once. What was there when the page had first listened is only on its own page.
 */
export function IncidentAnnouncer() {
  const alerts = useAlerts();
  const isSettled = useListening().phase === 'settled';
  const critical = useMemo(
    () => incidentsOf(alerts).filter(({ severity, state }) => severity === 'critical' && state === 'open'),
    [alerts],
  );
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const onAlertsPage = useLocation().pathname === paths.alerts;
  const told = critical.filter(({ id }) => !known.has(id));
  // before it has listened, and on the page where it stands, nothing is news
  if (told.length > 0 && (!isSettled || onAlertsPage)) setKnown(new Set([...known, ...told.map(({ id }) => id)]));
  const last = isSettled ? told.at(-1) : undefined;
  return (
    <>
      <VisuallyHidden>
        <span aria-live="assertive">{last && `${severityWords('critical')}: ${last.title}.`}</span>
      </VisuallyHidden>
      {last !== undefined && !onAlertsPage && (
        <section aria-label="New incident" className={styles['toast']}>
          <Notice
            tone="critical"
            title={last.title}
            actions={
              <LinkButton to={paths.alerts} size="small">
                See what to do
              </LinkButton>
            }
            onDismiss={() => setKnown(new Set([...known, last.id]))}
          />
        </section>
      )}
    </>
  );
}

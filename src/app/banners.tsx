import { useState } from 'react';

import type { Elsewhere } from '@/core/feed';
import { useConnection, useElsewhere, useLastHome } from '@/store/home-hooks';
import { ageInWords, exactTime, timeOfDay } from '@/ui/age-words';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { useSecurePage } from '@/ui/secure-page';

import { elsewhereWords, retryWords } from './connection-words';
import { NotificationOffer } from './notification-offer';
import styles from './shell.module.css';
import { SimulationBanner } from './simulation';

type BannersProps = {
  /** the page shows a home: what it shows may be old */
  readonly home: boolean;
};

/** What must be known before anything on the page is believed. */
export function Banners({ home }: BannersProps) {
  return (
    <div className={styles['banners']}>
      <InsecureBanner />
      <ElsewhereBanner />
      {home && <OfflineBanner />}
      {home && <NotificationOffer />}
      {home && <SimulationBanner />}
    </div>
  );
}

function InsecureBanner() {
  if (useSecurePage()) return null;
  return (
    <Notice tone="warning" title="This page came without https, so it shows your home but sends no commands.">
      Serve it with https, page and broker behind one address: the README says how, under “On your phone”. On the
      computer that serves it, http://localhost will do.
    </Notice>
  );
}

function ElsewhereBanner() {
  const elsewhere = useElsewhere();
  const [dismissed, setDismissed] = useState<Elsewhere | null>(null);
  if (elsewhere === null || elsewhere === dismissed) return null;
  return (
    <Notice tone="info" role="status" title={elsewhereWords(elsewhere)} onDismiss={() => setDismissed(elsewhere)}>
      All tabs of this browser share one connection.
    </Notice>
  );
}

function OfflineBanner() {
  const connection = useConnection();
  const lastHome = useLastHome();
  const now = useNow(1000);
  if (lastHome !== null) {
    return (
      <Notice
        tone="warning"
        title={`Not connected. This is your home as it was last seen ${ageInWords(lastHome.at, now)}.`}
        actions={<LinkButton to={paths.connect}>Connect</LinkButton>}
      >
        Seen {exactTime(lastHome.at)} at {lastHome.url}. Nothing that happened since is in it.
      </Notice>
    );
  }
  switch (connection.status) {
    case 'reconnecting':
      if (connection.failure?.kind === 'bad-credentials') {
        return (
          <Notice
            tone="warning"
            title="Not connected: the broker refuses the log-in of this page."
            actions={<LinkButton to={paths.connect}>Connect again</LinkButton>}
          >
            It may only be starting, or the password was changed. What you see is the last known state.{' '}
            {retryWords(connection.retryAt, now)}
          </Notice>
        );
      }
      return (
        <Notice tone="warning" title={`Not connected since ${timeOfDay(connection.since)}.`}>
          What you see is the last known state. {retryWords(connection.retryAt, now)}
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          tone="critical"
          title="Not connected: the broker does not let this page in any more."
          actions={<LinkButton to={paths.connect}>Connect again</LinkButton>}
        >
          What you see is the last known state.
        </Notice>
      );
    default:
      return null;
  }
}

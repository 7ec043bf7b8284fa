import { useState } from 'react';

import { useConnection } from '@/store/home-hooks';
import { timeOfDay } from '@/ui/age-words';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { useSecurePage } from '@/ui/secure-page';

import { retryWords } from './connection-words';
import styles from './shell.module.css';

type BannersProps = {
  /** the page shows a home: what it shows may be old */
  readonly home: boolean;
  readonly simulated: boolean;
};

/** What must be known before anything on the page is believed. */
export function Banners({ home, simulated }: BannersProps) {
  return (
    <div className={styles['banners']}>
      <InsecureBanner />
      {home && <OfflineBanner />}
      {home && simulated && <SimulationBanner />}
    </div>
  );
}

function InsecureBanner() {
  if (useSecurePage()) return null;
  return (
    <Notice tone="warning" title="This page came without https, so it shows your home but sends no commands.">
      Open it with https, or run <code className={styles['command']}>npm start -- --tls</code> on the computer that
      serves it.
    </Notice>
  );
}

function OfflineBanner() {
  const connection = useConnection();
  const now = useNow(1000);
  switch (connection.status) {
    case 'reconnecting':
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

function SimulationBanner() {
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <Notice
      tone="info"
      title="This is a simulated home. Nothing you do here reaches a real door."
      onDismiss={() => setDismissed(true)}
    />
  );
}

import { Outlet, ScrollRestoration } from 'react-router';

import { useOpenCount } from '@/store/home-hooks';
import { TitleNoteContext } from '@/ui/title-note';

import { AboveAll } from './above-all';
import { AlertAnnouncer } from './alert-announcer';
import { basenameOf } from './app-root';
import { useAtHome } from './at-home';
import { Banners } from './banners';
import { ConnectionStatus } from './connection-status';
import { IncidentAnnouncer } from './incident-announcer';
import { useLivingHome } from './last-home-offer';
import { Navigation } from './navigation';
import { useNotificationLead } from './offline-worker';
import styles from './shell.module.css';
import { useRoot } from './start-context';
import { UpdateNotice } from './update-notice';
import { Wordmark } from './wordmark';

/** The frame of every page: side bar on a desk; on a phone a slim bar above and the links below. */
export function Shell() {
  const home = useAtHome() === 'home';
  useLivingHome();
  const root = useRoot();
  useNotificationLead(basenameOf(root).replace(/\/$/, ''));
  const open = useOpenCount();
  const note = !home || open === 0 ? null : open === 1 ? '1 alert' : `${open} alerts`;
  return (
    <div className={styles['shell']}>
      <a href="#content" className={styles['skip']}>
        Skip to content
      </a>
      <header className={styles['side']}>
        <Wordmark />
        <Navigation />
        <ConnectionStatus />
      </header>
      <main id="content" tabIndex={-1} className={styles['main']}>
        <div className={styles['page']}>
          <UpdateNotice root={root} />
          <Banners home={home} />
          <TitleNoteContext value={note}>
            <Outlet />
          </TitleNoteContext>
        </div>
      </main>
      {home && (
        <AboveAll className={styles['toasts']}>
          <AlertAnnouncer />
          <IncidentAnnouncer />
        </AboveAll>
      )}
      <ScrollRestoration />
    </div>
  );
}

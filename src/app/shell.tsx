import { Outlet, ScrollRestoration } from 'react-router';

import { useOpenCount } from '@/store/home-hooks';
import { TitleNoteContext } from '@/ui/title-note';

import { AlertAnnouncer } from './alert-announcer';
import { useAtHome } from './at-home';
import { Banners } from './banners';
import { ConnectionStatus } from './connection-status';
import { Navigation } from './navigation';
import styles from './shell.module.css';
import { Wordmark } from './wordmark';

/** The frame of every page: side bar on a desk; on a phone a slim bar above and the links below. */
export function Shell() {
  const home = useAtHome() === 'home';
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
          <Banners home={home} />
          <TitleNoteContext value={note}>
            <Outlet />
          </TitleNoteContext>
        </div>
      </main>
      {home && <AlertAnnouncer />}
      <ScrollRestoration />
    </div>
  );
}

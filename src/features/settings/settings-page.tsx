import type { ReactNode } from 'react';

import { PageHeader } from '@/ui/page-header';

import { Appearance } from './appearance';
import { Connection } from './connection';
import { About, Privacy } from './about';
import { Habits } from './habits';
import { Recording } from './recording';
import { Unknown } from './unknown';
import { Watcher } from './watcher';
import styles from './settings-page.module.css';

/** What a person may choose, and what the page knows about itself; `vault`: the section on remembered log-ins. */
export function SettingsPage({ vault }: { readonly vault: ReactNode }) {
  return (
    <div className={styles['page']}>
      <PageHeader title="Settings" sentence="For this browser only; your home is not changed here." />
      <Appearance />
      <Connection />
      {vault}
      <Watcher />
      <Habits />
      <Unknown />
      <Recording />
      <Privacy />
      <About />
    </div>
  );
}

import { Outlet } from 'react-router';

import { PageHeader } from '@/ui/page-header';
import { SubNavigation } from '@/ui/sub-navigation';

import { accessPlaces } from './access-places';
import styles from './access-page.module.css';
import { UnfinishedRotations } from './unfinished-rotations';

/** What all pages of Access have in common: where one is, and what was begun and not ended. */
export function AccessPage() {
  return (
    <>
      <PageHeader
        title="Access"
        sentence="Who gets into your home: the log-ins at your broker, people, codes and certificates."
      />
      <SubNavigation label="Pages of Access" places={accessPlaces} />
      <div className={styles['notices']}>
        <UnfinishedRotations />
      </div>
      <Outlet />
    </>
  );
}

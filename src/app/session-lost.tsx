import { Button } from '@/ui/button';

import styles from './dead-end.module.css';

/** The worker that holds the session is gone; what the page would show could only be stale. */
export function SessionLost() {
  return (
    <main className={styles['whole']}>
      <h1>Gatehouse stopped listening</h1>
      <p className={styles['details']}>
        The part of this page that holds the connection ended. Your home and its broker are not affected.
      </p>
      <div className={styles['actions']}>
        <Button tone="primary" icon="refresh" onPress={() => location.reload()}>
          Reload the page
        </Button>
      </div>
    </main>
  );
}

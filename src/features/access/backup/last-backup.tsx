import { Age } from '@/ui/age';
import { StatusBadge } from '@/ui/status-badge';

import styles from '../access-page.module.css';
import { useBackup } from './use-backup';

/** How old the last backup of the accounts is, and what it does not know. */
export function LastBackup() {
  const backup = useBackup();
  if (backup === undefined) return null;
  const { last, changedSince } = backup;
  if (last === null)
    return (
      <StatusBadge tone="warning" look="plain">
        No backup was made with Gatehouse yet
      </StatusBadge>
    );
  return (
    <div>
      <p>
        The last backup was made by {last.by} <Age at={last.at} />.
      </p>
      {changedSince > 0 && (
        <p className={styles['muted']}>
          It does not know {changedSince === 1 ? 'one account' : `${changedSince} accounts`} as{' '}
          {changedSince === 1 ? 'it is' : 'they are'} today: made since then, or with another password.
        </p>
      )}
    </div>
  );
}

import { useConnection } from '@/store/home-hooks';
import { StatusBadge } from '@/ui/status-badge';

import { connectionWords, hostOf } from './connection-words';
import styles from './shell.module.css';

/** Whether the page hears the home, always in sight. */
export function ConnectionStatus() {
  const connection = useConnection();
  const { word, tone, icon } = connectionWords(connection);
  return (
    <div className={styles['connection']}>
      <div role="status" aria-label="Connection">
        <StatusBadge tone={tone} icon={icon}>
          {word}
        </StatusBadge>
      </div>
      {'url' in connection && <span className={styles['host']}>{hostOf(connection.url)}</span>}
    </div>
  );
}

import type { WatchWords } from '@/core/watch-words';

import { StatusBadge } from './status-badge';
import styles from './watch-sign.module.css';

/** Whether the home is watched when nobody looks; nothing where nobody knows yet. */
export function WatchSign({ words }: { readonly words: WatchWords | null }) {
  if (words === null) return null;
  return (
    <div className={styles['sign']} role="status" aria-label="Watch">
      <StatusBadge tone={words.isWatched ? 'ok' : 'neutral'} icon={words.isWatched ? 'shield-check' : 'moon'}>
        {words.badge}
      </StatusBadge>
      <p className={styles['sentence']}>{words.sentence}</p>
    </div>
  );
}

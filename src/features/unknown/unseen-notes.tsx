import type { LookAround, Unseen } from '@/core/unknown-traffic';

import styles from './unknown-page.module.css';

/** What looking around did not reach, so that nobody takes the list for everything. */
export function UnseenNotes({ unseen, beyond }: Pick<LookAround, 'unseen' | 'beyond'>) {
  if (unseen.length === 0 && beyond === 0) return null;
  return (
    <details>
      <summary className={styles['summary']}>What could not be looked at</summary>
      <ul className={styles['notes']}>
        {unseen.map((one) => (
          <li key={one.reason}>
            {wordsOf(one)} <code className={styles['topic']}>{one.filters.join(', ')}</code>
          </li>
        ))}
        {beyond > 0 && (
          <li>There are more topics than the 1,000 that are kept: {beyond} messages on others were passed over.</li>
        )}
      </ul>
    </details>
  );
}

function wordsOf({ reason }: Unseen): string {
  switch (reason) {
    case 'denied':
      return 'Your account may not listen here:';
    case 'too-many':
      return 'The broker remembers more here than it hands out at once, so some may be missing:';
    case 'spoken-for':
      return 'Left out, because a program that Gatehouse understands speaks here with long documents:';
    case 'memory-only':
      return 'This broker speaks MQTT 3.1.1 only, so new topics are found when they are remembered, not when they are said:';
  }
}

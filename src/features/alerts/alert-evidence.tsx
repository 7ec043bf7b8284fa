import { useState } from 'react';

import type { Evidence } from '@/core/alert';
import { exactTime } from '@/ui/age-words';
import { Button } from '@/ui/button';

import styles from './alerts-page.module.css';

const shownAtFirst = 3;

/** What was seen and when, the last first. */
export function AlertEvidence({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const [all, setAll] = useState(false);
  const newest = evidence.toReversed();
  const shown = all ? newest : newest.slice(0, shownAtFirst);
  if (evidence.length === 0) return null;
  return (
    <div className={styles['evidence']}>
      <ol aria-label="Evidence" className={styles['seen']}>
        {shown.map(({ t, topic, text }) => (
          <li key={`${t} ${topic} ${text}`}>
            <time dateTime={new Date(t).toISOString()}>{exactTime(t)}</time>
            <span>
              {text}
              {topic !== '' && (
                <>
                  {' '}
                  <code className={styles['topic']}>{topic}</code>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {shown.length < evidence.length && (
        <Button size="small" onPress={() => setAll(true)}>
          Show all {evidence.length} sightings
        </Button>
      )}
    </div>
  );
}

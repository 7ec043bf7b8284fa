import type { Evidence } from '@/core/alerts/alert';
import { exactTime } from '@/ui/age-words';
import { ShowMore, useFirstFew } from '@/ui/show-more';

import styles from './alerts-page.module.css';

const shownAtFirst = 3;

type AlertEvidenceProps = { readonly evidence: readonly Evidence[] };

/** What was seen and when, the last first. */
export function AlertEvidence({ evidence }: AlertEvidenceProps) {
  const { shown, list, showAll } = useFirstFew<Evidence, HTMLOListElement>(evidence.toReversed(), shownAtFirst);
  if (evidence.length === 0) return null;
  return (
    <div className={styles['evidence']}>
      <ol ref={list} aria-label="Evidence" className={styles['seen']}>
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
      <ShowMore onPress={showAll}>Show all {evidence.length} sightings</ShowMore>
    </div>
  );
}

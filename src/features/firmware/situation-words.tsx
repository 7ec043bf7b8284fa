import { waitsForCarrier } from '@/firmware/carrier-words';
import { currencyWords } from '@/firmware/currency-words';
import { queueWords } from '@/firmware/queue-words';
import type { Situation } from '@/firmware/situation';
import { updatingWords } from '@/firmware/version-words';
import { useUpdatePlan } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { clockWords } from '@/ui/clock-words';
import { currencyLook } from '@/ui/currency-look';
import { ProgressBar } from '@/ui/progress-bar';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import styles from './firmware-page.module.css';

type SituationWordsProps = {
  readonly situation: Situation;
  readonly name: string;
  /** something graver stands above: that nobody knows of an update is then said in the sentence alone */
  readonly brief: boolean;
};

/** How a device's firmware stands, in a badge and a sentence; while it is updated, how far it is. */
export function SituationWords({ situation, name, brief }: SituationWordsProps) {
  const { carrier } = useUpdatePlan();
  switch (situation.kind) {
    case 'updating':
      return (
        <>
          <StatusBadge look="plain" tone="info" icon="update">
            Updating
          </StatusBadge>
          <ProgressBar label={`Update of ${name}`} percent={situation.percent} words={updatingWords(situation)} />
        </>
      );
    case 'waiting':
    case 'asking':
    case 'starting':
    case 'scheduled':
    case 'checking': {
      const { word, sentence } = queueWords(situation, waitsForCarrier(carrier, clockWords));
      return (
        <>
          <StatusBadge look="plain" tone="info" icon="clock">
            {word}
          </StatusBadge>
          <p className={styles['sentence']}>{sentence}</p>
        </>
      );
    }
    case 'failed':
      return (
        <>
          <Badge tone="warning" words="Failed" at={situation.at} />
          <p className={styles['sentence']}>
            {situation.sentence} {situation.advice}
          </p>
        </>
      );
    case 'updated':
      return (
        <>
          <Badge tone="ok" words="Updated" at={situation.at} />
          <p className={styles['sentence']}>{situation.sentence}</p>
        </>
      );
    case 'standing':
      return (
        <>
          {!(brief && situation.currency === 'unknown') && (
            <StatusBadge look="plain" {...currencyLook[situation.currency]}>
              {currencyWords[situation.currency]}
            </StatusBadge>
          )}
          <p className={styles['sentence']}>
            {situation.evidence}{' '}
            {situation.askedAt !== null && (
              <>
                Asked <Age at={situation.askedAt} />.
              </>
            )}
          </p>
        </>
      );
  }
}

type BadgeProps = { readonly tone: Tone; readonly words: string; readonly at: number | null };

/** How something ended, and when. */
function Badge({ tone, words, at }: BadgeProps) {
  return (
    <span className={styles['ended']}>
      <StatusBadge look="plain" tone={tone}>
        {words}
      </StatusBadge>
      {at !== null && <Age at={at} />}
    </span>
  );
}

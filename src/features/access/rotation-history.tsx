import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { RotationRecord } from '@/core/rotation-record';
import { recordSource } from '@/core/rotation-record-words';
import { useSessionClient } from '@/session/client-context';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import styles from './access-page.module.css';

const shownAtFirst = 5;

const looks: Readonly<Record<RotationRecord['outcome'], { readonly words: string; readonly tone: Tone }>> = {
  replaced: { words: 'Replaced', tone: 'ok' },
  'rolled-back': { words: 'Taken back', tone: 'warning' },
  stopped: { words: 'Stopped', tone: 'warning' },
  added: { words: 'Added', tone: 'ok' },
  removed: { words: 'Removed', tone: 'neutral' },
};

/** Which passwords and codes were replaced, by whom and how that ended. `turns` changes when one has ended. */
export function RotationHistory({ turns }: { readonly turns: string }) {
  const client = useSessionClient();
  const [all, setAll] = useState(false);
  const { data = [] } = useQuery({
    queryKey: ['rotation-history', null, turns],
    queryFn: () => client.rotationHistory(null),
    placeholderData: (before) => before,
  });
  return (
    <Section
      heading="What was replaced"
      look="bare"
      lead="What this browser saw and what the broker’s accounts tell. No password and no code is kept."
    >
      {data.length === 0 ? (
        <p className={styles['muted']}>Nobody here has seen a password or a code being replaced yet.</p>
      ) : (
        <div className={styles['stack']}>
          <ul aria-label="What was replaced" className={styles['steps']}>
            {data.slice(0, all ? data.length : shownAtFirst).map((record) => (
              <li key={record.id} className={styles['step']}>
                <span>
                  {record.sentence}
                  <span className={styles['note']}>
                    {recordSource(record)} <Age at={record.at} />
                  </span>
                </span>
                <StatusBadge look="plain" tone={looks[record.outcome].tone}>
                  {looks[record.outcome].words}
                </StatusBadge>
              </li>
            ))}
          </ul>
          {!all && data.length > shownAtFirst && (
            <div>
              <Button size="small" onPress={() => setAll(true)}>
                Show all {data.length}
              </Button>
            </div>
          )}
        </div>
      )}
    </Section>
  );
}

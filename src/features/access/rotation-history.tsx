import { useQuery } from '@tanstack/react-query';

import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { recordSource } from '@/core/log-ins/rotation-record-words';
import { unreadWords } from '@/core/log-ins/vault-words';
import { useSessionClient } from '@/session/client-context';
import { useUnread } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Section } from '@/ui/section';
import { ShowMore, useFirstFew } from '@/ui/show-more';
import { Skeleton } from '@/ui/skeleton';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import styles from './access-page.module.css';
import framed from './framed-list.module.css';
import { NoAnswer } from './old-answer';

const shownAtFirst = 5;

const looks: Readonly<Record<RotationRecord['outcome'], { readonly words: string; readonly tone: Tone }>> = {
  replaced: { words: 'Replaced', tone: 'ok' },
  'rolled-back': { words: 'Taken back', tone: 'warning' },
  stopped: { words: 'Stopped', tone: 'warning' },
  added: { words: 'Added', tone: 'ok' },
  removed: { words: 'Removed', tone: 'neutral' },
  decided: { words: 'Decided', tone: 'neutral' },
};

type Part = 'replaced' | 'decided';

const words: Readonly<Record<Part, { readonly heading: string; readonly lead: string; readonly none: string }>> = {
  replaced: {
    heading: 'What was replaced',
    lead: 'What this browser saw and what the broker’s accounts tell. No password and no code is kept.',
    none: 'Nobody here has seen a password or a code being replaced yet.',
  },
  decided: {
    heading: 'What was decided',
    lead: 'Who was let in or out, which rules were changed, and what was done without a backup, as far as it was done in this browser.',
    none: 'Nothing was decided in this browser yet.',
  },
};

type RotationHistoryProps = { readonly part: Part; /** changes when there is something new */ readonly turns: string };

/** Which passwords and codes were replaced, or what was decided, by whom and how that ended. */
export function RotationHistory({ part, turns }: RotationHistoryProps) {
  const client = useSessionClient();
  const { heading, lead, none } = words[part];
  const unread = useUnread();
  const asked = useQuery({
    queryKey: ['rotation-history', null, turns, unread],
    queryFn: () => client.rotationHistory(null),
    placeholderData: (before) => before,
  });
  const data = asked.data?.filter(({ outcome }) => (outcome === 'decided') === (part === 'decided'));
  const { shown, list, showAll } = useFirstFew(data ?? [], shownAtFirst);
  return (
    <Section
      heading={heading}
      look="bare"
      lead={unread === null ? lead : `${unreadWords[unread]} There is only what was seen since.`}
    >
      {data === undefined && asked.isPending && <Skeleton label="Reading what was kept" lines={2} />}
      {data === undefined && asked.isError && (
        <NoAnswer title="What was kept could not be read." onAgain={() => void asked.refetch()} />
      )}
      {data?.length === 0 && unread === null && <p className={styles['muted']}>{none}</p>}
      {data !== undefined && data.length > 0 && (
        <div className={styles['stack']}>
          <ul ref={list} aria-label={heading} className={framed['list']}>
            {shown.map((record) => (
              <li key={record.id} className={framed['line']}>
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
          <ShowMore onPress={showAll}>Show all {data.length}</ShowMore>
        </div>
      )}
    </Section>
  );
}

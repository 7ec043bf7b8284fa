import { useMutation, useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { NarrowingAnswer } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { Skeleton } from '@/ui/skeleton';
import { VisuallyHidden } from '@/ui/visually-hidden';

import { NoAnswer } from '../old-answer';
import styles from './rights-page.module.css';

type NarrowDialogProps = {
  /** the account; null: the dialog is closed */
  readonly username: string | null;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

/** What an account would have if it had only what it needs, tried on what was heard of it; then it is done in one act. */
export function NarrowDialog({ username, onClose, onChanged }: NarrowDialogProps) {
  const client = useSessionClient();
  const proposal = useQuery({
    queryKey: ['narrowing', username],
    queryFn: () => client.askAccess('narrowing', { username: username ?? '' }),
    enabled: username !== null,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const narrow = useMutation({
    mutationFn: (account: string) => client.askAccess('narrow', { username: account }),
    onSuccess(answer) {
      onChanged();
      if (answer.outcome === 'done') onClose();
    },
  });
  const possible = proposal.data?.outcome === 'proposed';
  return (
    <Dialog
      open={username !== null}
      onClose={onClose}
      title="Only what it needs"
      wide
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            tone="primary"
            pending={narrow.isPending}
            disabledReason={possible ? null : 'There is nothing to apply.'}
            onPress={() => username !== null && narrow.mutate(username)}
          >
            Apply
          </Button>
        </>
      }
    >
      {proposal.data !== undefined && <Proposal answer={proposal.data} username={username ?? ''} />}
      {proposal.data === undefined && proposal.isError && (
        <NoAnswer title="What it needs could not be worked out." onAgain={() => void proposal.refetch()} />
      )}
      {proposal.data === undefined && !proposal.isError && <Skeleton label="Working out what it needs" lines={5} />}
      {narrow.data?.outcome === 'refused' && <Notice tone="warning" role="alert" title={narrow.data.reason} />}
    </Dialog>
  );
}

function Proposal({ answer, username }: { readonly answer: NarrowingAnswer; readonly username: string }) {
  if (answer.outcome === 'refused') return <Notice tone="info" title={answer.reason} />;
  const { changes, refused, heard, past } = answer;
  const lost = refused.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles['page']}>
      <p className={styles['sentence']}>
        {username} keeps what a device of its kind needs, and loses the rest. It is disconnected for a moment and comes
        back. What it had is written down, and given back with one press.
      </p>
      {lost === 0 ? (
        <Notice
          tone="ok"
          title={`In ${past} this would have refused nothing.`}
        >{`${heard} ${heard === 1 ? 'message was' : 'messages were'} heard from it.`}</Notice>
      ) : (
        <Notice tone="warning" title={`In ${past} this would have refused ${lost} of ${heard} messages.`}>
          <ul>
            {refused.slice(0, 12).map(({ topic, count }) => (
              <li key={topic}>
                {topic} ({count})
              </li>
            ))}
          </ul>
          {refused.length > 12 && <p>and on {refused.length - 12} more topics</p>}
        </Notice>
      )}
      {/* the dialog scrolls: with the keyboard only from something in it that takes the focus */}
      <div role="region" aria-label="What changes" tabIndex={0}>
        <ul className={styles['changes']} aria-label="Changes">
          {changes.map(({ sign, words }) => (
            <li key={words} className={styles[signs[sign].look]}>
              <span aria-hidden="true">{sign === '=' ? ' ' : sign}</span>
              <VisuallyHidden>{`${signs[sign].words}: `}</VisuallyHidden>
              <span>{words}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const signs = {
  '+': { words: 'New', look: 'comes' },
  '-': { words: 'No longer', look: 'goes' },
  '=': { words: 'Stays', look: 'stays' },
} as const;

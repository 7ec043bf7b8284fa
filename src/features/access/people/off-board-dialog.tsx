import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { PersonRow, PlaceReport } from '@/session/protocol';
import { useCodesNews } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import styles from '../access-page.module.css';
import framed from '../framed-list.module.css';
import { OwnConnection } from './own-connection';
import { WatcherCut } from './watcher-cut';

type OffBoardDialogProps = { readonly person: PersonRow; readonly onClose: () => void };

/** Lets a person out everywhere in one act, and says place by place with what proof. */
export function OffBoardDialog({ person: { username, isUsedHere, role }, onClose }: OffBoardDialogProps) {
  const client = useSessionClient();
  const act = useMutation({ mutationFn: () => client.askAccess('offBoard', { username }) });
  const answer = act.data;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Off-board ${username}`}
      actions={
        answer?.outcome === 'done' ? (
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onPress={onClose} autoFocus>
              Cancel
            </Button>
            <Button tone="danger" pending={act.isPending} onPress={() => act.mutate()}>
              Off-board
            </Button>
          </>
        )
      }
    >
      <div className={styles['stack']}>
        {answer === undefined && isUsedHere && <OwnConnection />}
        {answer === undefined && <WatcherCut role={role} />}
        {answer === undefined && (
          <p className={styles['sentence']}>
            The log-in is switched off at once, and whoever is connected with it is cut. You can let {username} back in
            with one press.
          </p>
        )}
        {act.isPending && <CodesUnderWay person={username} />}
        {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
        {answer?.outcome === 'done' && (
          <>
            <p role="status" aria-label="Off-boarding" className={styles['sentence']}>
              {answer.sentence}
            </p>
            <Places reports={answer.reports} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What the removal of codes is at: it may have to wait for another page. */
function CodesUnderWay({ person }: { readonly person: string }) {
  const { works } = useCodesNews();
  const sentences = works
    .filter((work) => work.act === 'remove' && work.person.trim().toLowerCase() === person.trim().toLowerCase())
    .flatMap(({ places }) => places.filter(({ outcome }) => outcome === null))
    .map(({ sentence }) => sentence);
  return (
    <p role="status" aria-label="Codes" className={styles['sentence']}>
      {sentences.join(' ')}
    </p>
  );
}

function Places({ reports }: { readonly reports: readonly PlaceReport[] }) {
  return (
    <ul className={framed['list']} aria-label="Places">
      {reports.map(({ place, outcome, words }) => (
        <li key={place} className={framed['line']}>
          <span>
            {place}
            <br />
            <span className={styles['muted']}>{words}</span>
          </span>
          <StatusBadge tone={looks[outcome].tone} look="plain">
            {looks[outcome].words}
          </StatusBadge>
        </li>
      ))}
    </ul>
  );
}

const looks: Readonly<Record<PlaceReport['outcome'], { readonly tone: Tone; readonly words: string }>> = {
  removed: { tone: 'ok', words: 'Removed' },
  left: { tone: 'critical', words: 'Can still get in' },
  unknown: { tone: 'warning', words: 'Look yourself' },
};

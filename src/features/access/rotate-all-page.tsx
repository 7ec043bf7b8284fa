import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { BatchAnswer, BatchPart } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { ProgressBar } from '@/ui/progress-bar';
import { Section } from '@/ui/section';
import { saveFile } from '@/ui/save-file';
import { Skeleton } from '@/ui/skeleton';

import styles from './access-page.module.css';
import { BackupFirst } from './backup/backup-first';
import { backupKey, type SavedBackup } from './backup/use-backup';
import { BatchParts } from './batch-parts';
import { NoAnswer, OldAnswer } from './old-answer';
import { Refusal } from './refusal';
import { RequireAdmin } from './require-admin';
import { TimeLeft } from './time-left';
import { TypeInDialog } from './type-in-dialog';

type Told = Extract<BatchAnswer, { outcome: 'told' }>;
const refetchMs = 1_500;

/** Gives every device a new password, one after the other; it can be left at any time and gone on with anywhere. */
export function RotateAllPage() {
  return <RequireAdmin>{() => <Everything />}</RequireAdmin>;
}

function Everything() {
  const client = useSessionClient();
  const [typing, setTyping] = useState<BatchPart | null>(null);
  const [saved, setSaved] = useState<SavedBackup | null>(null);
  const query = useQuery({
    queryKey: ['batch'],
    queryFn: async () => {
      const answer = await client.askAccess('batch', {});
      if (answer.outcome !== 'told') throw new Error('The broker did not tell its accounts.');
      return answer;
    },
    refetchInterval: refetchMs,
  });
  const told = query.data;
  if (told === undefined) {
    return query.isPending ? (
      <Skeleton label="Looking what there is to do" lines={6} />
    ) : (
      <NoAnswer title="The broker did not tell its accounts." onAgain={() => void query.refetch()}>
        Nothing was changed.
      </NoAnswer>
    );
  }
  return (
    <div className={styles['stack']}>
      <OldAnswer asked={query} />
      {told.batch === null ? <Plan told={told} onSaved={setSaved} /> : <Progress told={told} batch={told.batch} />}
      {saved !== null && (
        <Notice
          tone="ok"
          role="status"
          title={`The backup of the accounts was saved as ${saved.name}.`}
          actions={<Button onPress={() => saveFile(saved.name, saved.backup)}>Save it again</Button>}
          onDismiss={() => setSaved(null)}
        >
          Keep it on another device than the broker’s, and its passphrase elsewhere again.
        </Notice>
      )}
      <BatchParts parts={told.parts} begun={told.batch !== null} onType={setTyping} />
      <TypeInDialog part={typing} onClose={() => setTyping(null)} />
    </div>
  );
}

function useEnd() {
  const client = useSessionClient();
  return useMutation({ mutationFn: () => client.askAccess('endBatch', {}) });
}

function useGoOn() {
  const client = useSessionClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (how: { readonly withoutBackup: boolean }) => client.askAccess('goOnWithBatch', how),
    // where it was not begun, a backup is wanted first
    onSettled: () => queries.invalidateQueries({ queryKey: backupKey }),
  });
}

type PlanProps = { readonly told: Told; readonly onSaved: (backup: SavedBackup) => void };

function Plan({ told, onSaved }: PlanProps) {
  const begin = useGoOn();
  const canary = told.parts.find(({ isCanary }) => isCanary);
  const first =
    canary === undefined
      ? ''
      : ` ${canary.name} is the first: if it does not take its new password, nothing else was touched.`;
  return (
    <Section
      heading="Rotate everything"
      lead={`Each device gets a new password, one after the other. The old one stays valid until the device uses the new one, so none is locked out.${first}`}
    >
      <div className={styles['stack']}>
        <TimeLeft sentence={told.timeLeft} />
        <Refusal of={begin.data} />
        <BackupFirst
          disabledReason={told.all === 0 ? 'There is no device whose password could be changed.' : null}
          isBeginning={begin.isPending}
          onBegin={begin.mutate}
          onSaved={onSaved}
        />
      </div>
    </Section>
  );
}

function Progress({
  told: { done, all, timeLeft },
  batch,
}: {
  readonly told: Told;
  readonly batch: NonNullable<Told['batch']>;
}) {
  const goOn = useGoOn();
  const client = useSessionClient();
  const pause = useMutation({ mutationFn: () => client.askAccess('pauseBatch', {}) });
  const end = useEnd();
  const runs = batch.state === 'running' || batch.state === 'waiting';
  const words = `${done} of ${all} have their new password`;
  return (
    <Section
      heading="Rotate everything"
      actions={
        <>
          {runs ? (
            <Button pending={pause.isPending} onPress={() => pause.mutate()}>
              Pause
            </Button>
          ) : (
            <Button tone="primary" pending={goOn.isPending} onPress={() => goOn.mutate({ withoutBackup: false })}>
              Go on
            </Button>
          )}
          <Button pending={end.isPending} onPress={() => end.mutate()}>
            End it here
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        <ProgressBar label="Devices with a new password" percent={all === 0 ? 100 : (done / all) * 100} words={words} />
        <p role="status" aria-label="Batch" className={styles['sentence']}>
          {batch.sentence}
        </p>
        <Refusal of={goOn.data} />
        <Refusal of={end.data} />
        <TimeLeft sentence={timeLeft} />
        <p className={styles['muted']}>
          Begun by {batch.by} <Age at={batch.at} />. You may close this page: what is under way is finished or taken
          back by whoever signs in next, and you can go on in any browser.
        </p>
      </div>
    </Section>
  );
}

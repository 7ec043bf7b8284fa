import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import type { HistoryState, HistorySummary } from '@/core/history';
import { historyWords, largeHomeFacts, sizeWords } from '@/core/history-words';
import type { SessionClient } from '@/session/client';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useHistoryState, useVault } from '@/store/home-hooks';
import { exactTime } from '@/ui/age-words';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { Facts } from '@/ui/facts';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import { saveHistory, type FileFormat } from './save-history';
import styles from './settings-page.module.css';

/** What this browser keeps of the home, how much that is, and the ways to take it along or to be rid of it. */
export function History() {
  const client = useSessionClient();
  const queries = useQueryClient();
  const state = useHistoryState();
  const connection = useConnection();
  const isAway = connection.status === 'idle' || connection.status === 'failed';
  const vault = useVault().status;
  const [asking, setAsking] = useState(false);
  const { data: summary, isError } = useQuery({
    // before it is known whether there is a vault nothing can be said
    queryKey: ['history summary', state.status, vault, isAway ? null : connection.url],
    queryFn: () => summaryOf(client, isAway ? null : connection.url),
    refetchInterval: 30_000,
  });
  const saving = useMutation({
    mutationFn: (format: FileFormat) => saveHistory(client, format),
    meta: { saysItself: true },
  });
  const deleting = useMutation({
    mutationFn: (of: string) => client.askHistory('deleteHistory', { of }),
    onSettled: () => queries.invalidateQueries(),
    meta: { saysItself: true },
  });
  const reason = isError ? 'The history cannot be read.' : summary ? null : withoutWords(state.status);
  return (
    <Section heading="History">
      <div className={styles['stack']}>
        <p role="status" aria-label="History">
          {vault === 'unknown'
            ? unsaid
            : isAway && summary && summary.usedBytes > 0
              ? `Nothing is added now, for this page is not connected. This browser keeps how ${summary.home} went.`
              : historyWords(state)}
        </p>
        {state.status === 'full' && <Notice tone="warning" title="What happens now is not kept: the disk is full." />}
        {isError && (
          <Notice
            tone="warning"
            role="status"
            title="The history cannot be read. Load the page again; if that does not help, clear this site’s data in the browser’s settings."
          />
        )}
        {summary?.refusedPast && <Notice tone="warning" title={summary.refusedPast} />}
        {summary && <Facts facts={factsOf(summary)} />}
        <div className={styles['actions']}>
          <Button disabledReason={reason} pending={saving.isPending} onPress={() => saving.mutate('csv')}>
            Save as CSV
          </Button>
          <Button disabledReason={reason} pending={saving.isPending} onPress={() => saving.mutate('json')}>
            Save as JSON
          </Button>
          <Button tone="danger" disabledReason={reason} onPress={() => setAsking(true)}>
            Delete the history
          </Button>
        </div>
        {saving.isError && <Notice tone="warning" title="The history could not be saved as a file." />}
        {(deleting.isError || deleting.data?.outcome === 'refused') && (
          <Notice
            tone="warning"
            title="This browser would not delete the history. Clear this site’s data in its settings."
          />
        )}
      </div>
      <ConfirmDialog
        open={asking}
        title="Delete the history of this home?"
        sentence={`Courses, events and past alerts that this browser kept of ${summary?.home} are gone for good. Your home and its open alerts are not changed.`}
        confirmLabel="Delete the history"
        onConfirm={() => {
          setAsking(false);
          if (summary) deleting.mutate(summary.home);
        }}
        onCancel={() => setAsking(false)}
      />
    </Section>
  );
}

const unsaid =
  'This browser has not said yet what it keeps of Gatehouse. Where that does not change, close its other tabs of Gatehouse, or the browser.';

type SummaryOfHome = HistorySummary & {
  /** the address of its broker */
  readonly home: string;
};

/** `home` null: of the one that was seen last, which can be had and deleted without its broker too. */
async function summaryOf(client: SessionClient, home: string | null): Promise<SummaryOfHome | null> {
  const of = home ?? (await client.askHistory('lastHome', {}))?.url;
  const summary = of === undefined ? null : await client.askHistory('historySummary', { of });
  return of === undefined || summary === null ? null : { ...summary, home: of };
}

function withoutWords(status: HistoryState['status']): string {
  return status === 'locked' ? 'It lies under your vault: unlock that first.' : 'Nothing is kept of this home.';
}

function factsOf(summary: HistorySummary) {
  const { usedBytes, mostBytes, raw, minutes, hours, events, alerts } = summary;
  const since = ({ since: at }: { readonly since: number | null }, kept: string) =>
    at === null ? `${kept}; nothing yet` : `${kept}; since ${exactTime(at)}`;
  return [
    { label: 'In all', value: `${sizeWords(usedBytes)} of at most ${sizeWords(mostBytes)}; the oldest goes first` },
    { label: 'As it was told', value: since(raw, 'For a day') },
    { label: 'By the minute', value: since(minutes, 'For a month') },
    { label: 'By the hour', value: since(hours, 'For a year') },
    { label: 'What happened', value: since(events, 'For a year') },
    { label: 'Alerts', value: `For a year; ${alerts.number === 1 ? 'one' : alerts.number} kept` },
    ...largeHomeFacts(summary),
  ];
}

import { useState } from 'react';

import { watcherLearningWords, watchWords, wayWords } from '@/core/watch-words';
import type { LastTelling, Watcher as WatcherFacts } from '@/core/watcher';
import { useSessionClient } from '@/session/client-context';
import type { CommandResult } from '@/session/protocol';
import { useConnection, useWatch } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Facts } from '@/ui/facts';
import { Section } from '@/ui/section';
import { WatchSign } from '@/ui/watch-sign';

import styles from './settings-page.module.css';

/** Who watches while no page is open, whether people can be told, and when they last were. */
export function Watcher() {
  const watch = useWatch();
  const isConnected = useConnection().status === 'connected';
  return (
    <Section heading="Day and night">
      <div className={styles['stack']}>
        <WatchSign words={watchWords(watch, isConnected)} />
        {watch.status === 'unknown' && <p>Whether a watcher runs is known when this page is connected.</p>}
        {'watcher' in watch ? (
          <Telling watcher={watch.watcher} />
        ) : (
          <p className={styles['muted']}>
            A small computer that is always on can watch instead of this page: run{' '}
            <code>npm run --silent watch -- --broker URL --publish</code> there. Gatehouse’s README says how it starts
            by itself and tells your phone.
          </p>
        )}
      </div>
    </Section>
  );
}

function Telling({ watcher }: { readonly watcher: WatcherFacts }) {
  const { since, publishes, ways, last, waiting } = watcher;
  const learning = watcherLearningWords(watcher);
  const client = useSessionClient();
  const [asked, setAsked] = useState<CommandResult | 'asking' | null>(null);
  const ask = async () => {
    setAsked('asking');
    setAsked(await client.testWatcher());
  };
  return (
    <>
      <Facts
        facts={[
          { label: 'Watching', value: <Age at={since} /> },
          { label: 'Alerts', value: publishes ? 'On the broker, for every page' : 'Not written to the broker' },
          ...(learning === null ? [] : [{ label: 'What is usual', value: learning }]),
          { label: 'Updates', value: updatesWords[watcher.updates ?? 'only-knows'] },
          { label: 'Tells', value: ways.length === 0 ? 'Nobody' : ways.map((way) => wayWords[way]).join(', ') },
          { label: 'Last told', value: <LastTold last={last} /> },
          ...(waiting === 0 ? [] : [{ label: 'Waiting', value: waiting === 1 ? '1 message' : `${waiting} messages` }]),
        ]}
      />
      <div className={styles['actions']}>
        <Button
          disabledReason={ways.length === 0 ? 'The watcher was started without a way to tell anybody' : null}
          onPress={() => void ask()}
        >
          Send a test
        </Button>
      </div>
      <p role="status" aria-label="Test" className={styles['muted']}>
        {askedWords(asked)}
      </p>
    </>
  );
}

const updatesWords: Readonly<Record<NonNullable<WatcherFacts['updates']>, string>> = {
  'carries-out': 'Carries out what is planned on the Firmware page',
  refused: 'Would carry them out, but its log-in may not (Access, People)',
  'cannot-read': 'Carries none out: it cannot read the plan, which is of a newer Gatehouse, or longer than any plan is',
  'only-knows': 'Carries none out: it was started without --updates',
};

function LastTold({ last }: { readonly last: LastTelling | null }) {
  if (last === null) return 'Nothing yet';
  return (
    <>
      {lastWords(last)} <Age at={last.at} />: {last.what}
      {last.reason !== null && ` (${last.reason})`}
    </>
  );
}

function lastWords({ outcome, reason }: LastTelling): string {
  if (outcome === 'failed') return 'Not delivered';
  return reason === null ? 'Delivered' : 'Handed over';
}

function askedWords(asked: CommandResult | 'asking' | null): string {
  if (asked === null) return '';
  if (asked === 'asking') return 'Asking the watcher…';
  if (asked.outcome === 'sent') return 'Asked. How it went stands under “Last told”, a moment later.';
  return asked.reason === 'not-authorised'
    ? 'Your account may not ask the watcher for a test.'
    : 'The watcher could not be asked: there is no connection now.';
}

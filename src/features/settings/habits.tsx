import { useQuery } from '@tanstack/react-query';

import { learningWords } from '@/core/learning-progress';
import { watcherLearnsWords } from '@/core/watch-words';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useListening, useWatch } from '@/store/home-hooks';
import { Section } from '@/ui/section';

import styles from './settings-page.module.css';

const refreshMs = 60_000;

/** How much this browser knows of what is usual in the home, and where that is. */
export function Habits() {
  const client = useSessionClient();
  const connected = useConnection().status === 'connected';
  const { phase } = useListening();
  const watcher = watcherLearnsWords(useWatch());
  const { data } = useQuery({
    // what is usual is known when the home has been looked over
    queryKey: ['learning', 'home', connected, phase],
    queryFn: () => client.learning(null),
    refetchInterval: refreshMs,
  });
  return (
    <Section heading="What is usual">
      <div className={styles['stack']}>
        <p>
          {data === undefined || data === null
            ? connected
              ? 'Learning begins when the home has been looked over.'
              : 'Nothing is learned while this page is not connected.'
            : learningWords(data)}
        </p>
        {watcher !== '' && <p>{watcher}</p>}
        <p className={styles['muted']}>
          When doors are opened, how often each device speaks, what its readings are at each hour: this browser learns
          it from what it hears, and keeps it here, as numbers. After two weeks it says what is unusual. Hours at which
          nobody listened teach nothing, so a watcher that listens day and night learns best.
        </p>
      </div>
    </Section>
  );
}

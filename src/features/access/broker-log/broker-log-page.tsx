import { useMutation, useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { WitnessAnswer } from '@/session/protocol';
import { useConnection } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Facts } from '@/ui/facts';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { StatusBadge } from '@/ui/status-badge';

import { NoAnswer } from '../old-answer';
import styles from './broker-log-page.module.css';
import { SettingLines } from './setting-lines';
import { sortRows, type SortRow } from './witness-sorts';

const refetchMs = 3_000;

/** What the broker itself sees of who comes and who is refused, as far as it tells; and what would make it tell more. */
export function BrokerLogPage() {
  const client = useSessionClient();
  const { data, isError, refetch } = useQuery({
    queryKey: ['witness'],
    queryFn: () => client.askWitness('witness', {}),
    refetchInterval: refetchMs,
  });
  if (data !== undefined) return <Told witness={data} />;
  return isError ? (
    <NoAnswer title="What the broker tells could not be read." onAgain={() => void refetch()} />
  ) : (
    <Skeleton label="Looking at what the broker tells" lines={8} />
  );
}

function Told({ witness }: { readonly witness: WitnessAnswer }) {
  const client = useSessionClient();
  const isConnected = useConnection().status === 'connected';
  const trial = useMutation({ mutationFn: () => client.askWitness('tryWitness', {}) });
  const rows = sortRows(witness, trial.data ?? null);
  return (
    <div className={styles['page']}>
      <Section
        heading="What the broker tells"
        lead="MQTT does not tell who publishes, and nobody hears of a refused log-in but the broker. Where it tells its log, Gatehouse listens."
        actions={
          <Button
            size="small"
            pending={trial.isPending}
            disabledReason={isConnected ? null : 'There is no connection.'}
            onPress={() => trial.mutate()}
          >
            Try it
          </Button>
        }
      >
        {trial.isSuccess && (
          <p role="status" className={styles['trial']}>
            {trial.data.outcome === 'tried'
              ? 'Gatehouse logged in once, and once with a made-up username. What the broker told of that stands below.'
              : 'There is no connection to try it on.'}
          </p>
        )}
        <ul className={styles['sorts']} aria-label="What the broker tells">
          {rows.map((row) => (
            <Sort key={row.type} row={row} />
          ))}
        </ul>
        <Facts facts={factsOf(witness)} />
        <UnheardCommands {...witness.commands} />
      </Section>
      <Lately witness={witness} />
      <SettingLines witness={witness} />
    </div>
  );
}

function Sort({ row: { title, sentence, tone, standing, at } }: { readonly row: SortRow }) {
  return (
    <li className={styles['sort']}>
      <div>
        <h3 className={styles['title']}>{title}</h3>
        <p className={styles['sentence']}>{sentence}</p>
      </div>
      <div className={styles['standing']}>
        <StatusBadge tone={tone} look="plain">
          {standing}
        </StatusBadge>
        {at !== null && (
          <span className={styles['age']}>
            <Age at={at} />
          </span>
        )}
      </div>
    </li>
  );
}

function factsOf({ version, commands, lines, throughAdministrator, account }: WitnessAnswer) {
  return [
    { label: 'Broker', value: version ?? 'It does not say what it is' },
    {
      label: 'Who listens',
      value: throughAdministrator ? 'The administrator, while signed in' : `The account ${account}`,
    },
    { label: 'Lines of its log', value: lines === 0 ? 'None yet' : `${lines} since this page connected` },
    {
      label: 'Commands',
      value: <Commands {...commands} />,
    },
  ];
}

function Commands({ watched, heardAt }: WitnessAnswer['commands']) {
  if (watched === 0) return 'No topic is known on which a device takes orders';
  if (heardAt === null) return `None heard on ${topicsOf(watched)}`;
  return (
    <>
      {topicsOf(watched)} {watched === 1 ? 'is' : 'are'} listened to, last heard <Age at={heardAt} />
    </>
  );
}

function topicsOf(watched: number): string {
  return watched === 1 ? 'one topic' : `${watched} topics`;
}

/** What a deaf account costs: roles that people get from here keep orders from them, for one may hold the code of a lock. */
function UnheardCommands({ watched, heardAt }: WitnessAnswer['commands']) {
  if (watched === 0 || heardAt !== null) return null;
  return (
    <p className={styles['unheard']}>
      An account with a role from Gatehouse may not hear them, for an order can hold the code of a lock: of an order at
      an unusual hour nobody is told then, and of one that the broker remembers only while an administrator is signed
      in. A watcher may be allowed to hear those that can hold no code (Access, People), which leaves out Zigbee2MQTT,
      newer Shelly, Homie and Gatehouse’s own devices.
    </p>
  );
}

function Lately({ witness: { shown } }: { readonly witness: WitnessAnswer }) {
  if (shown.length === 0) return <Notice tone="info" title="The broker has told nothing since this page connected." />;
  return (
    <Section heading="Lately" lead="The newest first, as the broker told it.">
      <div className={styles['lately']} role="region" aria-label="Told lately" tabIndex={0}>
        <ol className={styles['told']}>
          {shown.map(({ at, text, times }, index) => (
            <li key={`${at} ${index}`} className={styles['line']}>
              <span className={styles['age']}>
                <Age at={at} />
              </span>
              <span>{times === 1 ? text : `${text} (${times} times)`}</span>
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}

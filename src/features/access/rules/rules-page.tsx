import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { ClientRow } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { SteadyPresses } from '@/ui/steady-presses';

import styles from '../access-page.module.css';
import { NoAnswer, OldAnswer } from '../old-answer';
import { RequireAdmin } from '../require-admin';
import { AddDeviceDialog } from './add-device-dialog';
import { RotationHistory } from '../rotation-history';
import { AgesSection } from './ages-section';
import { ClientCard } from './client-card';
import { FirstLook } from './first-look';
import { MakeRuleDialog } from './make-rule-dialog';
import { PolicyCard } from './policy-card';
import { UnreadableRule } from './unreadable-rule';

const refetchMs = 20_000;

/** Who may take part in this home, and the rules that hold for all of them. */
export function RulesPage() {
  return <RequireAdmin>{({ username }) => <Rules administrator={username} />}</RequireAdmin>;
}

function Rules({ administrator }: { readonly administrator: string }) {
  const client = useSessionClient();
  const [adding, setAdding] = useState(false);
  const [making, setMaking] = useState(false);
  const list = useQuery({
    queryKey: ['admission', administrator],
    queryFn: async () => {
      const answer = await client.askAccess('admission', {});
      if (answer.outcome !== 'listed') throw new Error('The broker did not tell who takes part.');
      return answer;
    },
    refetchInterval: refetchMs,
  });
  const again = () => void list.refetch();
  if (list.data === undefined) {
    return list.isPending ? (
      <Skeleton label="Asking the broker who takes part" lines={6} />
    ) : (
      <NoAnswer title="The broker did not tell who takes part." onAgain={again} />
    );
  }
  const { began, clients, policies, unreadable, deviceNames, ages } = list.data;
  const of = (...standings: readonly ClientRow['standing'][]) =>
    clients.filter(({ standing }) => standings.includes(standing));
  const ruled = policies.flatMap(({ name, set }) => [name, set?.at]);
  const decidedAt = [...clients.map(({ decision }) => decision?.at), ...ruled];
  return (
    <div className={styles['parts']}>
      <OldAnswer asked={list} />
      {!began && <FirstLook count={of('new').length} onDone={again} />}
      <Section
        heading="Waiting for approval"
        look="bare"
        lead="A new device shows a code. Approve it when you read the same code here: then nobody stands in between."
        actions={<Button onPress={() => setAdding(true)}>Add a device</Button>}
      >
        {/* whoever asks to be let in comes into this list when he likes, and is let in at a press */}
        <SteadyPresses>
          <Clients
            label="Waiting"
            rows={began ? of('new') : []}
            none={began ? 'Nobody is waiting.' : 'Say first who belongs to this home.'}
            onDone={again}
          />
        </SteadyPresses>
      </Section>
      <Section heading="Restricted and banned" look="bare">
        <SteadyPresses>
          <Clients label="Restricted and banned" rows={of('restricted', 'banned')} none="Nobody." onDone={again} />
        </SteadyPresses>
      </Section>
      <Section
        heading="Rules"
        look="bare"
        lead="A rule that is watched names who goes against it. One that is enforced restricts them too, as long as an administrator is signed in somewhere."
        actions={<Button onPress={() => setMaking(true)}>Make a rule</Button>}
      >
        <ul className={styles['cards']} aria-label="Rules">
          {policies.map((policy) => (
            <PolicyCard key={policy.name} policy={policy} onDone={again} />
          ))}
          {unreadable.map((rule) => (
            <UnreadableRule key={rule.name} {...rule} onDone={again} />
          ))}
        </ul>
      </Section>
      <AgesSection ages={ages} onDone={again} />
      <Section heading="Taking part" look="bare" lead="Devices, programs and people with a log-in of their own.">
        <Clients
          label="Taking part"
          rows={began ? of('approved') : of('approved', 'new')}
          none="Nobody."
          onDone={again}
        />
      </Section>
      <RotationHistory part="decided" turns={decidedAt.join()} />
      {making && (
        <MakeRuleDialog
          deviceNames={deviceNames}
          onClose={() => {
            setMaking(false);
            again();
          }}
        />
      )}
      {adding && (
        <AddDeviceDialog
          onClose={() => {
            setAdding(false);
            again();
          }}
        />
      )}
    </div>
  );
}

type ClientsProps = {
  readonly label: string;
  readonly rows: readonly ClientRow[];
  readonly none: string;
  readonly onDone: () => void;
};

function Clients({ label, rows, none, onDone }: ClientsProps) {
  if (rows.length === 0) return <p className={styles['muted']}>{none}</p>;
  return (
    <ul className={styles['cards']} aria-label={label}>
      {rows.map((row) => (
        <ClientCard key={row.client} row={row} onDone={onDone} />
      ))}
    </ul>
  );
}

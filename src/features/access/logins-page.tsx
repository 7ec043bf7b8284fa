import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { AdminState } from '@/core/log-ins/account';
import { useSessionClient } from '@/session/client-context';
import { useRotations } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';

import styles from './access-page.module.css';
import { CredentialsTable } from './credentials-table';
import { LoginlessSection } from './loginless-section';
import { NoAnswer, OldAnswer } from './old-answer';
import { RequireAdmin } from './require-admin';
import { RotateDialog } from './rotate-dialog';
import { RotationHistory } from './rotation-history';

const refetchMs = 20_000;

/** Who may log in at the broker, and how a device is given a new password. */
export function LoginsPage() {
  return <RequireAdmin>{(admin) => <Credentials admin={admin} />}</RequireAdmin>;
}

type CredentialsProps = { readonly admin: Extract<AdminState, { status: 'open' }> };

function Credentials({ admin }: CredentialsProps) {
  const client = useSessionClient();
  const rotations = useRotations();
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ['accounts', admin.username],
    // a broker that does not answer leaves what it told before on the page
    queryFn: async () => {
      const answer = await client.askAccess('accounts', {});
      if (answer.outcome !== 'listed') throw new Error('The broker did not tell its accounts.');
      return answer;
    },
    refetchInterval: refetchMs,
  });
  const { refetch } = list;
  // a rotation that begins or ends has changed the accounts
  const turns = rotations.map(({ id, outcome }) => `${id} ${outcome}`).join();
  useEffect(() => {
    if (turns !== '') void refetch();
  }, [refetch, turns]);
  const rows = list.data?.rows ?? null;
  return (
    <div className={styles['parts']}>
      {list.data?.warnings.map((warning) => (
        <Notice key={warning.title} tone="warning" title={warning.title}>
          {warning.advice}
        </Notice>
      ))}
      <Section
        heading="Credentials"
        look="bare"
        lead={`Signed in as ${admin.username}${admin.brokerVersion === null ? '' : ` · ${admin.brokerVersion}`}`}
        actions={
          <Button size="small" onPress={() => void client.askAccess('closeAdmin', {})}>
            Sign out
          </Button>
        }
      >
        <OldAnswer asked={list} />
        {rows !== null && <CredentialsTable rows={rows} rotations={rotations} onRotate={setChosen} />}
        {rows === null && list.isPending && <Skeleton label="Asking the broker for its accounts" lines={6} />}
        {rows === null && !list.isPending && (
          <NoAnswer title="The broker did not tell its accounts." onAgain={() => void refetch()}>
            It may be busy or away for a moment. Nothing was changed.
          </NoAnswer>
        )}
      </Section>
      <LoginlessSection onMade={() => void refetch()} />
      <RotationHistory part="replaced" turns={turns} />
      <RotateDialog username={chosen} rows={rows ?? []} rotations={rotations} onClose={() => setChosen(null)} />
    </div>
  );
}

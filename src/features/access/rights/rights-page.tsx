import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { AdminState } from '@/core/log-ins/account';
import { useSessionClient } from '@/session/client-context';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Skeleton } from '@/ui/skeleton';

import { NoAnswer, OldAnswer } from '../old-answer';
import { RequireAdmin } from '../require-admin';
import { ClientsList } from './clients-list';
import { FindingsList } from './findings-list';
import { NarrowDialog } from './narrow-dialog';
import styles from './rights-page.module.css';
import { StrangersSection } from './strangers-section';
import { WhoCan } from './who-can';

/** Who can do what, question first: who can open the front door, and what could somebody do who took a device over. */
export function RightsPage() {
  return <RequireAdmin>{(admin) => <Rights admin={admin} />}</RequireAdmin>;
}

function Rights({ admin }: { readonly admin: Extract<AdminState, { status: 'open' }> }) {
  const client = useSessionClient();
  const [narrowed, setNarrowed] = useState<string | null>(null);
  const rights = useQuery({
    queryKey: ['rights', admin.username],
    queryFn: async () => {
      const answer = await client.askAccess('rights', {});
      if (answer.outcome !== 'listed') throw new Error('The broker did not tell its accounts.');
      return answer;
    },
  });
  const { data, refetch } = rights;
  if (rights.isPending) return <Skeleton label="Asking the broker who may do what" lines={8} />;
  if (data === undefined) {
    return (
      <NoAnswer title="The broker did not tell who may do what." onAgain={() => void refetch()}>
        It may be busy or away for a moment. Nothing was changed.
      </NoAnswer>
    );
  }
  return (
    <div className={styles['page']}>
      <OldAnswer asked={rights} />
      <div className={styles['told']}>
        <p className={styles['muted']}>
          As the broker told it <Age at={rights.dataUpdatedAt} />.
        </p>
        <Button size="small" pending={rights.isFetching} onPress={() => void refetch()}>
          Ask again
        </Button>
      </div>
      <WhoCan things={data.things} administrator={admin.username} />
      <FindingsList findings={data.findings} clients={data.clients} onNarrow={setNarrowed} />
      <ClientsList clients={data.clients} onNarrow={setNarrowed} onChanged={() => void refetch()} />
      <StrangersSection strangers={data.strangers} onTried={() => void refetch()} />
      <NarrowDialog username={narrowed} onClose={() => setNarrowed(null)} onChanged={() => void refetch()} />
    </div>
  );
}

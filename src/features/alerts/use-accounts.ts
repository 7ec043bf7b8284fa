import { useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { AccessRow } from '@/session/protocol';
import { useAdmin } from '@/store/home-hooks';

/** The log-ins of the broker. null: nobody is signed in as its administrator, or it has not answered yet. */
export function useAccounts(): readonly AccessRow[] | null {
  const client = useSessionClient();
  const admin = useAdmin();
  const username = admin.status === 'open' ? admin.username : null;
  const { data } = useQuery({
    queryKey: ['accounts', username],
    queryFn: async () => {
      const answer = await client.askAccess('accounts', {});
      if (answer.outcome !== 'listed') throw new Error('The broker did not tell its accounts.');
      return answer;
    },
    enabled: username !== null,
  });
  return username === null ? null : (data?.rows ?? null);
}

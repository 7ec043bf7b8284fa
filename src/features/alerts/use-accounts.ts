import { useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { AccessRow } from '@/session/protocol';
import { useAdmin } from '@/store/home-hooks';

/**
 * The log-ins of the broker, asked for anew when it is about other ones: one that was just made is on no earlier list. null:
 * nobody is signed in as its administrator, or it has not answered yet.
 */
export function useAccounts(about: readonly string[] = []): readonly AccessRow[] | null {
  const client = useSessionClient();
  const admin = useAdmin();
  const username = admin.status === 'open' ? admin.username : null;
  const { data } = useQuery({
    queryKey: ['accounts', username, ...about],
    queryFn: async () => {
      const answer = await client.askAccess('accounts', {});
      if (answer.outcome !== 'listed') throw new Error('The broker did not tell its accounts.');
      return answer;
    },
    enabled: username !== null,
  });
  return username === null ? null : (data?.rows ?? null);
}

import { useQuery } from '@tanstack/react-query';

import type { Alert, AlertId } from '@/core/alert';
import { useSessionClient } from '@/session/client-context';

const yearMs = 366 * 86_400_000;
const nothing: readonly Alert[] = [];

/** What was resolved within a year and is kept in this browser only: the broker holds the last few hundred. */
export function usePastAlerts(isWanted: boolean, known: ReadonlySet<AlertId>): readonly Alert[] {
  const client = useSessionClient();
  const { data = null } = useQuery({
    queryKey: ['past alerts'],
    queryFn: () => client.askHistory('historyAlerts', { from: Date.now() - yearMs, to: Date.now() }),
    enabled: isWanted,
    staleTime: 60_000,
  });
  if (!isWanted || data === null) return nothing;
  return data.filter(({ id, state }) => state === 'resolved' && !known.has(id));
}

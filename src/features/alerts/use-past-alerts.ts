import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import type { AlertId } from '@/core/alerts/alert';
import { useSessionClient } from '@/session/client-context';

import { pastAlertsOf, type PastAlerts } from './past-alerts';

const yearMs = 366 * 86_400_000;

/** Asked for each time that it `isWanted` anew: what the broker let go of a moment ago may be kept here only now. */
export function usePastAlerts(isWanted: boolean, known: ReadonlySet<AlertId>): PastAlerts {
  const client = useSessionClient();
  const { data, isPending, isError } = useQuery({
    queryKey: ['past alerts'],
    queryFn: () => client.askHistory('historyAlerts', { from: Date.now() - yearMs, to: Date.now() }),
    enabled: isWanted,
  });
  return useMemo(() => pastAlertsOf({ data, isPending, isError }, known), [data, isPending, isError, known]);
}

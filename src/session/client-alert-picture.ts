import { useQuery } from '@tanstack/react-query';

import type { AlertId } from '@/core/alerts/alert';

import { useSessionClient } from './client-context';
import type { AlertPicture } from './protocol';

/** a camera that was not heard yet may still send its picture */
const askAgainMs = 10_000;

/** What a camera saw of an alert; null: nothing, as far as is known. Asked for only where `isWanted`. */
export function useAlertPicture(alert: AlertId, isWanted: boolean): AlertPicture | null {
  const client = useSessionClient();
  const { data } = useQuery({
    queryKey: ['alert picture', alert],
    queryFn: () => client.alertPicture(alert),
    enabled: isWanted,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.data === null ? askAgainMs : false),
  });
  return data ?? null;
}

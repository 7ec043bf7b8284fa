import { useEffect, useState } from 'react';

import type { Alert } from '@/core/alerts/alert';
import { useSessionClient } from '@/session/client-context';

const mostFresh = 20;

/** Those that opened since the page did, each as it opened and as it got worse, the last one last. */
export function useFreshAlerts(): readonly Alert[] {
  const client = useSessionClient();
  const [fresh, setFresh] = useState<readonly Alert[]>([]);
  useEffect(
    () =>
      client.onBatch(({ alerts }) => {
        const opened = alerts?.changed.filter(({ id }) => alerts.fresh.includes(id)) ?? [];
        if (opened.length > 0) setFresh((known) => [...known, ...opened].slice(-mostFresh));
      }),
    [client],
  );
  return fresh;
}

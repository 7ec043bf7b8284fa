import { useMutation } from '@tanstack/react-query';

import type { AlertAct, AlertId } from '@/core/alerts/alert';
import { useSessionClient } from '@/session/client-context';

/** What a person does with an alert; it is seen in the alert itself, here and by everybody else. */
export function useAlertAct(alert: AlertId) {
  const client = useSessionClient();
  return useMutation({
    mutationFn: (act: AlertAct) => client.alertAct(alert, act),
    meta: { saysItself: true },
  });
}

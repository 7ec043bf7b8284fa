import { useConnection } from '@/store/home-hooks';
import { insecureReason, useSecurePage } from '@/ui/secure-page';

/** Why nothing can be started from this page now, whatever the device; null: it can. */
export function usePageReason(): string | null {
  const connected = useConnection().status === 'connected';
  if (!useSecurePage()) return insecureReason;
  return connected ? null : 'There is no connection to the broker.';
}

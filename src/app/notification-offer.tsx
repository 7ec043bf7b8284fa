import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { notifications, useMayBeAsked } from '@/ui/notifications';

import { useFreshAlerts } from './use-fresh-alerts';

/**
 * Asks whether a person wants to be told, after the first alert that would have been worth it: then it is clear what for. The
 * browser's own question comes only after a yes.
 */
export function NotificationOffer() {
  const mayAsk = useMayBeAsked();
  const isWorthIt = useFreshAlerts().some(({ severity }) => severity !== 'info');
  if (!mayAsk || !isWorthIt) return null;
  return (
    <section aria-label="Notifications offer">
      <Notice
        tone="info"
        title="Do you want to be told of this while you look at something else?"
        actions={
          <>
            <Button size="small" onPress={() => void notifications.turnOn()}>
              Tell me
            </Button>
            <Button size="small" onPress={notifications.decline}>
              No, thank you
            </Button>
          </>
        }
      />
    </section>
  );
}

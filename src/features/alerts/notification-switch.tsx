import { timeOfDay } from '@/ui/age-words';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { notifications, useNotificationState, useShownNotification } from '@/ui/notifications';

import styles from './alerts-page.module.css';

/** Asks to be allowed to tell, when a person is here for what happens; never by itself. */
export function NotificationSwitch() {
  const state = useNotificationState();
  const shown = useShownNotification();
  return (
    <section aria-label="Notifications" tabIndex={-1} className={styles['telling']}>
      <Icon name="bell" />
      <div className={styles['tellingWords']} role="status" aria-label="Notification state">
        {state === 'on' && (
          <p>This browser tells you when something happens, as long as a page of Gatehouse is open in it.</p>
        )}
        {state === 'off' && <p>This browser can tell you when something happens while you look at something else.</p>}
        {state === 'blocked' && (
          <p>
            This browser was told not to show notifications of this page. Allow them in its settings for this site,
            usually behind the sign beside the address.
          </p>
        )}
        {state === 'unsupported' && (
          <p>This browser shows no notifications for this page. They need https, or this very computer.</p>
        )}
        {state === 'on' && shown !== null && (
          <p className={styles['muted']}>
            Last told at {timeOfDay(shown.at)}: {shown.title}
          </p>
        )}
      </div>
      {state === 'off' && (
        <Button size="small" onPress={() => void notifications.turnOn()}>
          Tell me when something happens
        </Button>
      )}
      {state === 'on' && (
        <Button size="small" onPress={notifications.turnOff}>
          Stop telling me
        </Button>
      )}
    </section>
  );
}

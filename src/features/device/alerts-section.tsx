import type { Device } from '@/core/device';
import { severityWords } from '@/core/alerts/alert-words';
import { titleNow } from '@/core/alerts/danger-over';
import { useOpenAlertsOf } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';

import styles from './device-page.module.css';

/** What of this device wants a person; without anything it is not there. */
export function AlertsSection({ device }: { readonly device: Device }) {
  const alerts = useOpenAlertsOf(device);
  if (alerts.length === 0) return null;
  return (
    <section aria-label="Open alerts" className={styles['stack']}>
      {alerts.map((alert) => (
        <Notice
          key={alert.id}
          tone={alert.severity}
          title={titleNow(alert)}
          actions={
            <LinkButton to={paths.alert(alert.id)} size="small">
              See the alert
            </LinkButton>
          }
        >
          {severityWords(alert.severity)}, <Age at={alert.t} />. {alert.evidence.at(-1)?.text}
        </Notice>
      ))}
    </section>
  );
}

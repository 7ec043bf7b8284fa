import { useAlertSharing } from '@/store/home-hooks';
import { Notice } from '@/ui/notice';

/** Alerts are worth most when the whole household sees the same ones. */
export function SharingNotice() {
  if (useAlertSharing() !== 'refused') return null;
  return (
    <Notice tone="info" title="Only this browser knows these alerts.">
      The account you signed in with may not write to <code>gatehouse/v1/alert/#</code> on your broker, so nobody else
      sees them or what you do about them. Whoever looks after the broker can allow it, with{' '}
      <code>topic write gatehouse/v1/alert/#</code> in Mosquitto’s access list.
    </Notice>
  );
}

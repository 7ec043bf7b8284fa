import { useEffect, useEffectEvent } from 'react';
import { useLocation } from 'react-router';

import type { Alert } from '@/core/alert';

/** Leads to the alert that the address names (`/alerts#<id>`), as soon as it is known; once an address. */
export function useWantedAlert(alerts: readonly Alert[], onFound: (alert: Alert) => void): void {
  const { hash, key } = useLocation();
  const wanted = alerts.find(({ id }) => hash === `#${encodeURIComponent(id)}`);
  const lead = useEffectEvent((alert: Alert) => {
    onFound(alert);
    // it is drawn when its list is
    requestAnimationFrame(() => {
      const place = document.getElementById(`alert-${alert.id}`);
      place?.scrollIntoView({ block: 'center' });
      place?.focus({ preventScroll: true });
    });
  });
  const isKnown = wanted !== undefined;
  useEffect(() => {
    if (wanted !== undefined) lead(wanted);
    // not with each change of the alert: a person may have gone elsewhere in the list
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isKnown, key]);
}

import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation } from 'react-router';

import type { AlertId } from '@/core/alerts/alert';

import { holdsAlert, type AlertItem } from './alert-items';

/** The alert that the address names (`/alerts#<id>`); empty: none. */
export function useWantedId(): AlertId {
  return decoded(useLocation().hash.slice(1));
}

/** Leads to the alert that the address names, or to its story, as soon as it is known; once an address. */
export function useWantedAlert(items: readonly AlertItem[], onFound: (item: AlertItem) => void): void {
  const { key } = useLocation();
  const id = useWantedId();
  const wanted = items.find((item) => holdsAlert(item, id));
  const [found, setFound] = useState<{ readonly place: string } | null>(null);
  const lead = useEffectEvent((item: AlertItem) => {
    onFound(item);
    // drawn together with the list in which it stands
    setFound({ place: `alert-${item.id}` });
  });
  const isKnown = wanted !== undefined;
  useEffect(() => {
    if (wanted !== undefined) lead(wanted);
    // not with each change of the alert: a person may have gone elsewhere in the list
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isKnown, key]);
  useEffect(() => {
    const place = found === null ? null : document.getElementById(found.place);
    place?.scrollIntoView({ block: 'center' });
    place?.focus({ preventScroll: true });
  }, [found]);
}

/** The address is anybody's: what is no encoding names nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

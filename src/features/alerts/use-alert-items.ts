import { useState } from 'react';

import type { Alert } from '@/core/alerts/alert';

import { alertItems, toldIn, type AlertItem } from './alert-items';

/** The entries of the list; a story stays the one that it was, as long as the page is open. */
export function useAlertItems(alerts: readonly Alert[]): readonly AlertItem[] {
  const [last, setLast] = useState(() => ({ alerts, items: alertItems(alerts) }));
  if (last.alerts === alerts) return last.items;
  const next = { alerts, items: alertItems(alerts, toldIn(last.items)) };
  setLast(next);
  return next.items;
}

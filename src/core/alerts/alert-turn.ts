import type { Alert } from './alert';
import { put, type AlertBook, type BookChanges } from './alert-book';
import { wordAfter } from './last-word';

type Life = Pick<Alert, 'state' | 'until' | 'changedAt'>;

/** Another state of an alert, which everybody is told. */
export function turn(book: AlertBook, alert: Alert, life: Life, changes: BookChanges): void {
  const { changes: counted, at } = wordAfter({ changes: alert.changes, at: alert.changedAt }, life.changedAt);
  put(book, { ...alert, ...life, changes: counted, changedAt: at }, changes);
  changes.tell.add(alert.id);
}

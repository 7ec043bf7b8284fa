import type { Alert } from './alert';
import { put, type AlertBook, type BookChanges } from './alert-book';

type Life = Pick<Alert, 'state' | 'until' | 'changedAt'>;

/** Another state of an alert, which everybody is told. */
export function turn(book: AlertBook, alert: Alert, life: Life, changes: BookChanges): void {
  put(book, { ...alert, ...life, changes: alert.changes + 1 }, changes);
  changes.tell.add(alert.id);
}

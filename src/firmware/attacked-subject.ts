import type { Alert } from '@/core/alert';
import type { Device } from '@/core/device';

/** Alerts of one class come from two places, which must not close each other's: what they are about tells them apart. */
export function subjectOf({ id }: Device, cve?: string): string {
  return cve === undefined ? `attacked ${id}` : `attacked ${id} ${cve}`;
}

export function isAboutAttacks({ subject }: Pick<Alert, 'subject'>): boolean {
  return subject.startsWith('attacked ');
}

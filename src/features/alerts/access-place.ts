import type { Alert } from '@/core/alerts/alert';
import type { Incident } from '@/core/alerts/incident';
import { paths } from '@/ui/paths';

/** What the subject of an alert about access begins with, and the page on which that is put right. */
const places: readonly (readonly [prefix: string, path: string])[] = [
  ['code in place ', paths.codes],
  ['rule ', paths.accessRules],
  ['client ', paths.accessRules],
  ['rights of ', paths.accessRights],
];

/** Which page of Access an alert leads to: on the first of them stand only the log-ins, and their passwords. */
export function accessPlaceOf({ class: kind, subject }: Pick<Alert, 'class' | 'subject'>): string {
  if (kind === 'certificate_expiring') return paths.certificates;
  return places.find(([prefix]) => subject.startsWith(prefix))?.[1] ?? paths.access;
}

/** Which one a story leads to: whoever speaks in the name of a device has a right that he should not have. */
export function accessPlaceOfStory({ story }: Pick<Incident, 'story'>): string {
  return story === 'forged' ? paths.accessRights : paths.access;
}

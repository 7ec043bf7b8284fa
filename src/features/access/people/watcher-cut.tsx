import type { PersonRow } from '@/session/protocol';
import { Notice } from '@/ui/notice';

/** Said before the log-in of a watcher ends: it is a program, which is there for nobody to see and asks nobody for a new password. */
export function WatcherCut({ role }: Pick<PersonRow, 'role'>) {
  if (role !== 'watcher') return null;
  return (
    <Notice tone="warning" title="Nobody watches your home with this log-in from then on.">
      The watcher is cut, tries for some five minutes, and ends. Until one is started with a log-in that works
      (--username, GATEHOUSE_PASSWORD), your home is watched only while a page is open.
    </Notice>
  );
}

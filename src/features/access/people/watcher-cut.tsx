import type { PersonRow } from '@/session/protocol';
import { Notice } from '@/ui/notice';

/** Said before the log-in of a watcher ends: it is a program, which is there for nobody to see and asks nobody for a new password. */
export function WatcherCut({ role }: Pick<PersonRow, 'role'>) {
  if (role !== 'watcher') return null;
  return (
    <Notice tone="warning" title="Nobody watches your home with this log-in from then on.">
      The watcher is cut, tries for some five minutes, and ends. Start it again with a password that works
      (GATEHOUSE_PASSWORD); a second watcher with a log-in of its own watches meanwhile.
    </Notice>
  );
}

import { Notice } from '@/ui/notice';

/** Said before somebody takes away the log-in that this very page is connected with. */
export function OwnConnection() {
  return (
    <Notice tone="warning" title="This page is connected with this log-in.">
      It loses its connection to your home at once, and you have to connect again with a log-in that still works.
    </Notice>
  );
}

import { useEffect, useState } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

import { isOutdated } from './app-version';
import { onNextWorker } from './next-worker';

/** a page on a wall is open for months */
const everyMs = 3_600_000;
/** a person who comes back to it is told within a moment, but not asked for at each glance */
const restMs = 60_000;

/** Tells that a newer build is on the server; it is loaded when the person says so, because a log-in may end with the page. */
export function UpdateNotice({ root }: { readonly root: URL }) {
  const [outdated, setOutdated] = useState(false);
  useEffect(() => {
    let askedAt = Date.now();
    let isOver = false;
    const look = () => {
      askedAt = Date.now();
      void isOutdated(root).then((is) => !isOver && setOutdated(is));
    };
    const lookAgain = () => {
      if (!document.hidden && Date.now() - askedAt > restMs) look();
    };
    const timer = setInterval(look, everyMs);
    const ignoreWorkers = onNextWorker(navigator.serviceWorker, look);
    document.addEventListener('visibilitychange', lookAgain);
    window.addEventListener('online', lookAgain);
    // a part that is missing is often one of a build that is gone
    window.addEventListener('vite:preloadError', look);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', lookAgain);
      window.removeEventListener('online', lookAgain);
      ignoreWorkers();
      window.removeEventListener('vite:preloadError', look);
    };
  }, [root]);
  if (!outdated) return null;
  return (
    <Notice
      tone="info"
      role="status"
      title="A newer Gatehouse is here."
      actions={
        <Button size="small" onPress={() => location.reload()}>
          Load it
        </Button>
      }
    >
      What you typed and have not sent is lost then, and you may have to sign in again.
    </Notice>
  );
}

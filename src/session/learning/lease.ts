import type { Locks } from '../life';

const name = 'gatehouse-speaks-of-habits';

/**
 * One of the sessions of a browser may speak of habits, as long as it lives: whoever asked first. A browser without Web Locks
 * (a page without https) leaves it to each, and they agree as browsers do (`speaker.ts`).
 */
export function openLease(locks: Locks | undefined): () => boolean {
  if (locks === undefined) return () => true;
  let isMine = false;
  const untilTheEnd = new Promise<never>(() => {});
  locks
    .request(name, {}, () => {
      isMine = true;
      return untilTheEnd;
    })
    .catch(() => (isMine = true)); // a document that may not lock, as in a sandbox
  return () => isMine;
}

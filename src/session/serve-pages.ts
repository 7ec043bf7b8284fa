import { beginLife, onDeath, type Locks } from './life';
import type { FromShared, ToSession, ToShared } from './protocol';
import { serveSession } from './serve';
import type { Session } from './session';

/** A page that is reloaded is back sooner. */
const lonelyMs = 5_000;

/**
 * Serves every page that connects to a SharedWorker, each from its hello to its goodbye or, when it crashed, to the end
 * of the lock that it held. A worker that outlives its pages (some wait in the back/forward cache) keeps neither a
 * connection nor a password for nobody.
 */
export function servePages(session: Session, locks: Locks): (port: MessagePort) => void {
  const life = `gatehouse-session-${crypto.randomUUID()}`;
  const isBorn = beginLife(locks, life);
  let pages = 0;
  let lonely: ReturnType<typeof setTimeout> | undefined;

  function open(
    port: MessagePort,
    pageLife: string,
    onMessage: (listener: (message: ToSession) => void) => () => void,
  ) {
    clearTimeout(lonely);
    pages += 1;
    const stopServing = serveSession(session, {
      post: (message, transfer = []) => port.postMessage(message, [...transfer]),
      onMessage,
    });
    const stopWatching = onDeath(locks, pageLife, close);
    void isBorn.then(() => port.postMessage({ type: 'welcome', life } satisfies FromShared));
    let isOpen = true;
    function close(): void {
      if (!isOpen) return;
      isOpen = false;
      stopServing();
      stopWatching();
      pages -= 1;
      if (pages === 0) lonely = setTimeout(() => void session.disconnect(), lonelyMs);
    }
    return close;
  }

  return (port) => {
    const listeners = new Set<(message: ToSession) => void>();
    let close = () => {};
    port.addEventListener('message', ({ data }: MessageEvent<ToShared>) => {
      switch (data.type) {
        case 'hello':
          close();
          close = open(port, data.life, (listener) => {
            listeners.add(listener);
            return () => void listeners.delete(listener);
          });
          return;
        case 'bye':
          return close();
        default:
          for (const listener of listeners) listener(data);
      }
    });
    port.start();
  };
}

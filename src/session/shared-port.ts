import type { ClientPort } from './client';
import { beginLife, onDeath, type Locks } from './life';
import type { FromSession, FromShared, ToShared } from './protocol';

/**
 * A worker that has not answered by then hardly ever will: it was ending when the page came, or it could not be loaded and
 * Chromium did not say so (seen in one of twenty loads under a debugger). On a machine that is busy with much else one was
 * only that late: it is heard all the same.
 */
const welcomeMs = 20_000;

type SharedPortParts = {
  /** the page's end of the wire to the worker */
  readonly port: MessagePort;
  /** hears `error` when the worker could not be loaded */
  readonly worker: EventTarget;
  /** hears `pagehide` when the page goes: closed, left, or put into the back/forward cache */
  readonly page: EventTarget;
  readonly locks: Locks;
  /** the worker was given up, and is there after all: what the page was to show is begun anew */
  readonly onLateWelcome: () => void;
};

/**
 * The page's port to a SharedWorker. A MessagePort tells neither side that the other is gone; so each holds a lock as
 * long as it lives, says its name, and waits for the other's.
 */
export function openSharedPort({ port, worker, page, locks, onLateWelcome }: SharedPortParts): ClientPort {
  const life = `gatehouse-page-${crypto.randomUUID()}`;
  const listeners = new Set<(message: FromSession) => void>();
  const mourners = new Set<() => void>();
  const lost = () => {
    for (const mourn of mourners) mourn();
  };
  const post = (message: ToShared) => port.postMessage(message);
  let isGivenUp = false;
  const waiting = setTimeout(() => {
    isGivenUp = true;
    lost();
  }, welcomeMs);
  let stopWatching = () => {};

  const isBorn = beginLife(locks, life);
  isBorn.then(() => post({ type: 'hello', life }), lost);
  port.addEventListener('message', ({ data }: MessageEvent<FromShared>) => {
    if (data.type === 'welcome') welcome(data.life);
    else for (const listener of listeners) listener(data);
  });
  port.start();
  worker.addEventListener('error', lost);
  page.addEventListener('pagehide', leave);

  function welcome(workerLife: string): void {
    if (isGivenUp) return onLateWelcome();
    clearTimeout(waiting);
    stopWatching = onDeath(locks, workerLife, lost);
  }

  function leave(): void {
    clearTimeout(waiting);
    post({ type: 'bye' });
    stopWatching();
    // a page that holds a lock may not wait in the back/forward cache
    void isBorn.then((end) => end());
  }

  return {
    shared: true,
    // after the hello, and in their order
    post: (message) => void isBorn.then(() => post(message)),
    onMessage: (listener) => void listeners.add(listener),
    onLost: (listener) => void mourners.add(listener),
    close: leave,
  };
}

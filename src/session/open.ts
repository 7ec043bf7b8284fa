import { createClient, type ClientPort, type SessionClient } from './client';
import { protocolVersion, type FromSession } from './protocol';
import { openSharedPort } from './shared-port';

/** how often a hidden page, which is given no frames, takes what changed */
const hiddenFrameMs = 1000;
/** an old page and a new worker never meet */
const name = `gatehouse-session-${protocolVersion}`;

/**
 * Opens the page's door to the session: one for all tabs of this browser where it can have that, else one of its own.
 */
export function openSession(): SessionClient {
  return createClient(openShared() ?? openOwn(), (draw) =>
    document.hidden ? setTimeout(draw, hiddenFrameMs) : requestAnimationFrame(draw),
  );
}

/** null: this browser has no SharedWorker, or does not let this page have one (a page without https has no locks) */
function openShared(): ClientPort | null {
  if (!('SharedWorker' in window) || !('locks' in navigator)) return null;
  try {
    // where site data are refused, as with all cookies, this throws; its locks would refuse too, though only later
    localStorage.getItem(name);
    const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
    // it said goodbye when it was put into the back/forward cache, and what it shows is as old as that
    window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
    const onLateWelcome = () => location.reload();
    return openSharedPort({ port: worker.port, worker, page: window, locks: navigator.locks, onLateWelcome });
  } catch {
    return null; // switched off by a setting or by whoever embeds the page
  }
}

function openOwn(): ClientPort {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
  return {
    shared: false,
    post: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<FromSession>) => listener(event.data)),
    onLost: (listener) => worker.addEventListener('error', listener),
    close: () => worker.terminate(),
  };
}

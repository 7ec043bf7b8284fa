import { createClient, type SessionClient } from './client';
import { protocolVersion, type FromSession } from './protocol';

/** how often a hidden page, which is given no frames, takes what changed */
const hiddenFrameMs = 1000;

/** Starts the Worker that holds the session, and opens the page's door to it. */
export function openSession(): SessionClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: `gatehouse-session-${protocolVersion}`,
  });
  return createClient(
    {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) =>
        worker.addEventListener('message', (event: MessageEvent<FromSession>) => listener(event.data)),
      onLost: (listener) => worker.addEventListener('error', listener),
      close: () => worker.terminate(),
    },
    (draw) => (document.hidden ? setTimeout(draw, hiddenFrameMs) : requestAnimationFrame(draw)),
  );
}

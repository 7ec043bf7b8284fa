import { openDeviceMemory } from '@/history/device-memory';

import { conventions } from './conventions';
import type { ToSession } from './protocol';
import { serveSession } from './serve';
import { openSession } from './session';

/** The dedicated Worker: one session for one page. */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope; // the DOM library types `self` as a Window

const session = openSession({
  conventions,
  clock: Date.now,
  random: Math.random,
  askForStates: true,
  shareAlerts: true,
  memory: openDeviceMemory(),
});

serveSession(session, {
  post: (message) => scope.postMessage(message),
  onMessage(listener) {
    const hear = (event: MessageEvent<ToSession>) => listener(event.data);
    scope.addEventListener('message', hear);
    return () => scope.removeEventListener('message', hear);
  },
});

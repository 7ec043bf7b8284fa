import { openCertificateStore } from '@/history/certificate-store';
import { openDeviceMemory } from '@/history/device-memory';
import { openHabitMemory } from '@/history/habit-memory';
import { openMappingMemory } from '@/history/mapping-memory';
import { openSignerMemory } from '@/history/signer-memory';
import { openVaultShelf } from '@/history/vault-shelf';

import { conventions } from './conventions';
import { openLease } from './lease';
import type { ToSession } from './protocol';
import { serveSession } from './serve';
import { servePages } from './serve-pages';
import { openSession } from './session';

/** The Worker: one session, for all pages of a browser where it is a SharedWorker, for one where it is a dedicated one. */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope | SharedWorkerGlobalScope; // the DOM library types `self` as a Window

const session = openSession({
  conventions,
  clock: Date.now,
  random: Math.random,
  askForStates: true,
  shareAlerts: true,
  memory: openDeviceMemory(),
  certificateStore: openCertificateStore(),
  mappingMemory: openMappingMemory(),
  signerMemory: openSignerMemory(),
  vaultShelf: openVaultShelf(),
  habits: { memory: openHabitMemory(), isMine: openLease(scope.navigator.locks) },
});

if ('onconnect' in scope) serveAll(scope);
else serveOne(scope);

function serveAll(scope: SharedWorkerGlobalScope): void {
  const serve = servePages(session, navigator.locks);
  scope.addEventListener('connect', ({ ports }) => ports.forEach(serve));
  // a dedicated Worker that throws tells its page; this one ends, and every page sees that
  scope.addEventListener('error', () => scope.close());
}

function serveOne(scope: DedicatedWorkerGlobalScope): void {
  serveSession(session, {
    post: (message, transfer = []) => scope.postMessage(message, [...transfer]),
    onMessage(listener) {
      const hear = (event: MessageEvent<ToSession>) => listener(event.data);
      scope.addEventListener('message', hear);
      return () => scope.removeEventListener('message', hear);
    },
  });
}

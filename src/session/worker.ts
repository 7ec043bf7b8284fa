import { openCertificateStore } from '@/history/certificate-store';
import { openDeviceMemory } from '@/history/device-memory';
import { openMappingMemory } from '@/history/mapping-memory';
import { openSignerMemory } from '@/history/signer-memory';
import { openUpdateMemory } from '@/history/update-memory';
import { openFirmwareShelf } from '@/history/firmware-shelf';
import { openVaultShelf } from '@/history/vault-shelf';

import { conventions } from './conventions';
import { catalogsBeside, fetchCatalogs } from './firmware/fetch-catalogs';
import { openLease } from './lease';
import type { ToSession } from './protocol';
import { serveSession } from './serve';
import { servePages } from './serve-pages';
import { openSession } from './session';
import { openVaultedHabits } from './vaulted-habits';

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
  updateMemory: openUpdateMemory(),
  firmwareSources: {
    shelf: openFirmwareShelf(),
    served: () => fetchCatalogs(catalogsBeside(scope.location.href)),
  },
  history: {
    database: 'gatehouse-series',
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    estimate: async () => (await navigator.storage?.estimate?.()) ?? null,
    load: () => import('./history/history-desk'),
    // a page without https has no locks, and could not know that another tab keeps the same
    alone: 'locks' in navigator ? (work) => void navigator.locks.request('gatehouse-history', work) : null,
  },
  habits: {
    memory: openVaultedHabits({
      database: 'gatehouse-habits',
      random: (count) => crypto.getRandomValues(new Uint8Array(count)),
      load: () => import('@/history/habit-memory'),
    }),
    isMine: openLease(scope.navigator.locks),
  },
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

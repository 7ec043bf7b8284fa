import { openCertificateStore } from '@/history/certificate-store';
import { openDeviceMemory } from '@/history/device-memory';
import { openSignerMemory } from '@/history/signer-memory';
import { openUpdateMemory } from '@/history/update-memory';
import { openFirmwareShelf } from '@/history/firmware-shelf';
import type { SealedMatter } from '@/history/seal';
import { openVaultShelf } from '@/history/vault-shelf';

import { conventions } from './hearing/conventions';
import { catalogsBeside, fetchCatalogs } from './firmware/fetch-catalogs';
import { openLease } from './learning/lease';
import type { ToSession } from './protocol';
import { serveSession } from './serve';
import { servePages } from './serve-pages';
import { openSession } from './session';
import { openVaultedMemory, type VaultedMemory } from './vault/vaulted-memory';

/** The Worker: one session, for all pages of a browser where it is a SharedWorker, for one where it is a dedicated one. */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope | SharedWorkerGlobalScope; // the DOM library types `self` as a Window

const facts = vaulted('gatehouse-firmware-facts', 'facts', 'firmware-facts');
const record = vaulted('gatehouse-firmware-record', 'record', 'firmware-record');
const plans = vaulted('gatehouse-updates', 'plans', 'updates');
const rotations = vaulted('gatehouse-rotations', 'rotations', 'rotations');
const mappings = vaulted('gatehouse-mappings', 'mappings', 'mappings');

const session = openSession({
  conventions,
  clock: Date.now,
  random: Math.random,
  askForStates: true,
  shareAlerts: true,
  memory: openDeviceMemory(),
  certificateStore: openCertificateStore(),
  mappingMemory: mappings,
  rotationMemory: rotations,
  signerMemory: openSignerMemory(),
  vaultShelf: openVaultShelf(),
  updateMemory: openUpdateMemory(plans),
  firmwareSources: {
    shelf: openFirmwareShelf(facts, record),
    served: () => fetchCatalogs(catalogsBeside(scope.location.href)),
  },
  vaulted: [facts, record, plans, rotations, mappings],
  history: {
    database: 'gatehouse-series',
    random,
    estimate: async () => (await navigator.storage?.estimate?.()) ?? null,
    load: () => import('./history/history-desk'),
    // a page without https has no locks, and could not know that another tab keeps the same
    // where site data are refused, locks are too; then nothing can be written twice
    alone: 'locks' in navigator ? (work) => void navigator.locks.request('gatehouse-history', work).catch(work) : null,
  },
  habits: {
    memory: vaulted('gatehouse-habits', 'habits', 'habits'),
    isMine: openLease(scope.navigator.locks),
  },
});

function vaulted(database: string, store: string, what: SealedMatter): VaultedMemory {
  return openVaultedMemory({ database, store, what, random, load: () => import('@/history/private-memory') });
}

function random(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

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

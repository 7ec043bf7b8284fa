import { openShellCache, type Shell } from './shell-cache';

/** Opens the page without a network, and brings a person from a notification to what it tells. Knows nothing of the home. */
const scope = globalThis as unknown as ServiceWorkerGlobalScope; // the DOM library types `self` as a Window

/** vite.config.ts writes what the build consists of in its place */
declare const __SHELL__: Shell;

const root = new URL(scope.registration.scope);
const cache = openShellCache({ shell: __SHELL__, root, caches, fetch: (request, init) => fetch(request, init) });

scope.addEventListener('install', (event) => {
  // the pages of the build before go on with their own parts, which are kept
  event.waitUntil(cache.keep().then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  // a page that was there before its worker asks it too: on a wall it is open for months, and outlives its build on the server
  event.waitUntil(cache.tidy().then(() => scope.clients.claim()));
});

scope.addEventListener('fetch', (event) => {
  const answer = cache.answer(event.request);
  if (answer !== null) event.respondWith(answer);
});

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url }: { url?: unknown } = event.notification.data ?? {};
  const wanted = typeof url === 'string' && url.startsWith(root.href) ? url : root.href;
  event.waitUntil(lead(wanted));
});

/** To a page that is open already, else to a new one. */
async function lead(url: string): Promise<void> {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = pages.find((page) => page.url.startsWith(root.href));
  if (open === undefined) return void (await scope.clients.openWindow(url));
  open.postMessage({ type: 'open', url });
  // a browser lets it come to the front only for a person's click
  await open.focus().catch(() => {});
}

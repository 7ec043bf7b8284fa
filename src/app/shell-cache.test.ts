import { describe, expect, test } from 'vitest';

import { openShellCache, type Shell } from './shell-cache';

const root = new URL('https://home.lan/gate/');

/** The part of a browser's Cache Storage that is used: whole addresses, in the order in which caches were made. */
function cacheStorage(): CacheStorage {
  const all = new Map<string, Map<string, Response>>();
  const cache = (entries: Map<string, Response>) => ({
    match: async (url: string) => entries.get(url)?.clone(),
    put: async (url: string, response: Response) => void entries.set(url, response),
  });
  return {
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
    open: async (name: string) => {
      const entries = all.get(name) ?? new Map<string, Response>();
      all.set(name, entries);
      return cache(entries);
    },
  } as unknown as CacheStorage; // no more of it is used
}

/** A web server that can be off, with one build after the other on it, and a browser. */
function site() {
  const caches = cacheStorage();
  let files: Readonly<Record<string, string>> = {};
  let isOn = true;
  const asked: string[] = [];
  const fetch = async (request: Request | string) => {
    const url = typeof request === 'string' ? request : request.url;
    asked.push(url.slice(root.href.length));
    if (!isOn) throw new TypeError('offline');
    const text = files[url.slice(root.href.length)];
    return text === undefined ? new Response('', { status: 404 }) : new Response(text);
  };
  return {
    asked,
    turn: (on: boolean) => void (isOn = on),
    caches,
    /** puts a build on the server */
    deploy: (next: Readonly<Record<string, string>>) => void (files = next),
    worker: (shell: Shell) => openShellCache({ shell, root, caches, fetch }),
  };
}

const request = (path: string, mode = 'cors', method = 'GET') =>
  ({ url: new URL(path, root).href, method, mode }) as unknown as Request; // Node knows no navigations
const textOf = async (answer: Promise<Response> | null) => (await answer)?.text();

const first = { 'index.html': 'page 1', 'assets/a-1.js': 'a', 'assets/only-1.js': 'old', 'icon.png': 'icon' };
const second = { 'index.html': 'page 2', 'assets/a-1.js': 'a', 'assets/new-2.js': 'new', 'icon.png': 'icon' };
const shellOf = (version: string, files: object): Shell => ({ version, files: Object.keys(files) });

describe('the page', () => {
  test('opens without a network, below any directory and at any of its addresses', async () => {
    const { worker, deploy, turn } = site();
    deploy(first);
    const cache = worker(shellOf('1', first));
    await cache.keep();
    turn(false);
    expect(await textOf(cache.answer(request('devices/ieee%3A0x1', 'navigate')))).toBe('page 1');
    expect(await textOf(cache.answer(request('assets/a-1.js')))).toBe('a');
    expect(await textOf(cache.answer(request('icon.png')))).toBe('icon');
  });

  test('is never an old one where a newer one can be had', async () => {
    const { worker, deploy } = site();
    deploy({ ...first, alerts: 'page 1' });
    const cache = worker(shellOf('1', first));
    await cache.keep();
    deploy({ ...second, alerts: 'page 2' });
    expect(await textOf(cache.answer(request('alerts', 'navigate')))).toBe('page 2');
    expect(await textOf(cache.answer(request('assets/new-2.js')))).toBe('new');
  });

  test('that is open while a new build comes still finds its parts; a build later they are gone', async () => {
    const { worker, deploy, caches } = site();
    deploy(first);
    await worker(shellOf('1', first)).keep();
    deploy(second);
    const newer = worker(shellOf('2', second));
    await newer.keep();
    await newer.tidy();
    expect(await textOf(newer.answer(request('assets/only-1.js')))).toBe('old');
    const newest = worker(shellOf('3', second));
    await newest.keep();
    await newest.tidy();
    expect(await caches.keys()).toEqual(['gatehouse-shell-2', 'gatehouse-shell-3']);
    expect((await newest.answer(request('assets/only-1.js')))?.status).toBe(404);
  });

  test('of a build that is not whole is not taken', async () => {
    const { worker, deploy } = site();
    deploy(first);
    await expect(worker(shellOf('2', second)).keep()).rejects.toThrow('is not to be had');
  });

  test('fetches a file that never changes once', async () => {
    const { worker, deploy, asked } = site();
    deploy(first);
    await worker(shellOf('1', first)).keep();
    deploy(second);
    asked.length = 0;
    await worker(shellOf('2', second)).keep();
    expect(asked.toSorted()).toEqual(['assets/new-2.js', 'icon.png', 'index.html']);
  });
});

test('what is no file of the page is left to the browser: the log-in of the demo, other sites, what is sent', () => {
  const cache = site().worker(shellOf('1', first));
  expect(cache.answer(request('demo'))).toBeNull();
  expect(cache.answer(request('https://home.lan/other/'))).toBeNull();
  expect(cache.answer(request('icon.png', 'cors', 'POST'))).toBeNull();
});

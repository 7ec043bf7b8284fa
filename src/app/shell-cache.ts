/** What a build consists of, as vite.config.ts writes it into the service worker: addresses below the application's root. */
export type Shell = { readonly version: string; readonly files: readonly string[] };

const prefix = 'gatehouse-shell-';
/** a page of the build before may still be open, and asks for its parts */
const keptBuilds = 2;
const page = 'index.html';
/** a person who waits longer for a page is better served with the one that is here */
const navigationMs = 4_000;

type Environment = {
  readonly shell: Shell;
  readonly root: URL;
  readonly caches: CacheStorage;
  readonly fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
};

/** How requests of the page are answered: so that it opens without a network, and is never older than it need be. */
export type ShellCache = {
  /** keeps every file of this build; rejects where one is missing, and the build before stays */
  keep(): Promise<void>;
  /** builds that nobody can have open any more are let go */
  tidy(): Promise<void>;
  /** null: it is none of ours, let the browser ask the network */
  answer(request: Request): Promise<Response> | null;
};

export function openShellCache({ shell, root, caches, fetch }: Environment): ShellCache {
  const name = prefix + shell.version;
  const files = new Set(shell.files);

  /** What never changes under its name need not be fetched again. */
  async function keepFile(cache: Cache, file: string): Promise<void> {
    const url = new URL(file, root).href;
    const known = isHashed(file) ? await ours(url) : undefined;
    const response = known ?? (await fetch(url, { cache: 'no-cache' }));
    if (!response.ok || response.redirected) throw new Error(`${file} is not to be had`);
    await cache.put(url, response);
  }

  /** Of all builds that are kept; another application of this origin has caches of its own. */
  async function ours(url: string): Promise<Response | undefined> {
    for (const kept of (await builds()).toReversed()) {
      const response = await (await caches.open(kept)).match(url);
      if (response !== undefined) return response;
    }
    return undefined;
  }

  async function builds(): Promise<readonly string[]> {
    return (await caches.keys()).filter((one) => one.startsWith(prefix));
  }

  /** The newest page that can be had: the network's, and without one that of this build. */
  async function newestPage(request: Request): Promise<Response> {
    const kept = () => ours(new URL(page, root).href);
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), navigationMs));
    const asked = fetch(request).catch(() => null);
    const first = await Promise.race([asked, late]);
    if (first !== null && first.status < 500) return first;
    return (await kept()) ?? (await asked) ?? Response.error();
  }

  async function keptOrFetched(request: Request): Promise<Response> {
    return (await ours(request.url)) ?? fetch(request);
  }

  async function fetchedOrKept(request: Request): Promise<Response> {
    return fetch(request).catch(async () => (await ours(request.url)) ?? Response.error());
  }

  return {
    async keep() {
      const cache = await caches.open(name);
      await Promise.all(shell.files.map((file) => keepFile(cache, file)));
    },
    async tidy() {
      const old = (await builds()).filter((one) => one !== name).slice(0, -(keptBuilds - 1));
      await Promise.all(old.map((one) => caches.delete(one)));
    },
    answer(request) {
      if (request.method !== 'GET' || !request.url.startsWith(root.href)) return null;
      if (request.mode === 'navigate') return newestPage(request);
      const file = request.url.slice(root.href.length);
      // a page of another build asks for other names
      if (isHashed(file)) return keptOrFetched(request);
      return files.has(file) && file !== page ? fetchedOrKept(request) : null;
    },
  };
}

/** What Vite puts into assets/ carries a hash of its content in its name. */
function isHashed(file: string): boolean {
  return file.startsWith('assets/');
}

import type { Page } from '@playwright/test';

/** Everything that this browser keeps, as somebody with the disk in hand would find it, and what its address bar shows. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const dumps = await Promise.all(databases.map(({ name }) => dump(name ?? '')));
    return JSON.stringify([
      databases,
      dumps,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      location.href,
      history.state,
    ]);

    /** bytes that spell words are words to whoever looks for them */
    function asFound(value: unknown): unknown {
      return value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value;
    }

    function dump(name: string): Promise<unknown> {
      return new Promise((resolve) => {
        indexedDB.open(name).addEventListener('success', ({ target }) => {
          const database = (target as IDBOpenDBRequest).result;
          const stores = [...database.objectStoreNames];
          const end = (found: unknown) => {
            database.close();
            resolve(found);
          };
          if (stores.length === 0) return end([]);
          const transaction = database.transaction(stores);
          const all = stores.flatMap((store) => [
            transaction.objectStore(store).getAllKeys(),
            transaction.objectStore(store).getAll(),
          ]);
          transaction.addEventListener('complete', () =>
            end(all.map(({ result }) => (result as readonly unknown[]).map(asFound))),
          );
        });
      });
    }
  });
}

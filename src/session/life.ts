/** The part of the Web Locks API (w3.org/TR/web-locks) by which a page and a worker learn that the other has ended. */
export type Locks = {
  request(name: string, options: { readonly signal?: AbortSignal }, granted: () => unknown): Promise<unknown>;
};

/**
 * Holds a lock that is called `name` as long as this page or worker lives: the browser releases it however it ends, also
 * in a crash. Resolves, once it is held, with what ends the life before.
 */
export function beginLife(locks: Locks, name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const untilEnd = () => new Promise<void>((end) => resolve(end));
    locks.request(name, {}, untilEnd).catch(reject);
  });
}

/** Calls back when the life that is called `name`, which must have begun, has ended; returns its undo. */
export function onDeath(locks: Locks, name: string, ended: () => void): () => void {
  const stop = new AbortController();
  const aborted = () => {};
  locks.request(name, { signal: stop.signal }, () => {}).then(ended, aborted);
  return () => stop.abort();
}

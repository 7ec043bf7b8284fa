import type { Locks } from '../life';

/** Web Locks (exclusive ones) for Node 20, which has none; `crash` does to a holder what a browser does when it ends. */
export function openLocks(): Locks & { crash(name: string): void; held(): readonly string[] } {
  const holders = new Map<string, () => void>();
  const queues = new Map<string, (() => void)[]>();

  function next(name: string): void {
    holders.delete(name);
    queues.get(name)?.shift()?.();
  }

  return {
    held: () => [...holders.keys()],
    crash: (name) => holders.get(name)?.(),
    async request(name, { signal }, granted) {
      if (holders.has(name)) {
        const queue = queues.get(name) ?? [];
        queues.set(name, queue);
        await new Promise<void>((resolve, reject) => {
          queue.push(resolve);
          signal?.addEventListener('abort', () => {
            queue.splice(queue.indexOf(resolve), 1);
            reject(signal.reason as Error);
          });
        });
      }
      const crashed = new Promise<void>((resolve) => holders.set(name, resolve));
      await Promise.race([granted(), crashed]);
      next(name);
    },
  };
}

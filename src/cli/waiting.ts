/** A promise that somebody else keeps or breaks. */
export function openPromise() {
  let resolve = () => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<void>((whenKept, whenBroken) => {
    resolve = whenKept;
    reject = whenBroken;
  });
  return { promise, resolve, reject };
}

/** Ends sooner when the signal comes. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}

/** Calls back when the browser has a network again; never in Node, which does not say. Returns its undo. */
export function onOnline(listener: () => void): () => void {
  if (typeof globalThis.addEventListener !== 'function') return () => {};
  globalThis.addEventListener('online', listener);
  return () => globalThis.removeEventListener('online', listener);
}

/** What is asked of `navigator.serviceWorker`. */
type Workers = Pick<ServiceWorkerContainer, 'controller' | 'addEventListener' | 'removeEventListener'>;

/**
 * Calls `tell` when a worker of another build takes the page over; returns its undo. The first worker that a page has is of its own
 * build. `workers`: absent where the browser has none, or the page came without https.
 */
export function onNextWorker(workers: Workers | undefined, tell: () => void): () => void {
  let hasWorker = workers?.controller != null;
  const change = () => {
    if (hasWorker) tell();
    hasWorker = true;
  };
  workers?.addEventListener('controllerchange', change);
  return () => workers?.removeEventListener('controllerchange', change);
}

/**
 * Where the application stands on its server, from the address of its entry script: the page may be served from any
 * directory, and the entry is always one level below the root (`assets/…` built, `app/…` in development).
 */
export function appRootOf(entryUrl: string): URL {
  return new URL('../', entryUrl);
}

/** The router's base name: the root's path without its slash. */
export function basenameOf(root: URL): string {
  return root.pathname.replace(/\/$/, '') || '/';
}

/**
 * The deep link that index.html put aside in the history entry while relative addresses were resolved; null: none.
 * Only a path below the root is believed.
 */
export function deepLinkOf(historyState: unknown, root: URL): string | null {
  if (typeof historyState !== 'object' || historyState === null || !('deepLink' in historyState)) return null;
  const { deepLink } = historyState;
  if (typeof deepLink !== 'string' || !deepLink.startsWith(root.pathname)) return null;
  return new URL(deepLink, root).origin === root.origin ? deepLink : null;
}

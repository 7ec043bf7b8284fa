/**
 * Is this page a secure context? On plain http to anything but this machine a browser offers no vault, no worker for
 * offline use and no cryptography; the page is then read-only: it may show, but not command.
 */
export function useSecurePage(): boolean {
  return window.isSecureContext;
}

/** The `disabledReason` of every command on a page that is not secure. */
export const insecureReason = 'This page was opened without https, so it only shows. Open it with https to use this.';

/** Why nothing can be started from this page now, whatever the device; null: it can. */
export function usePageReason(isConnected: boolean): string | null {
  if (!useSecurePage()) return insecureReason;
  return isConnected ? null : 'There is no connection to the broker.';
}

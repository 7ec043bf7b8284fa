import { useEffect } from 'react';
import { useNavigate } from 'react-router';

/** Registers what opens the page without a network. A browser that will not have it shows the page all the same. */
export function registerOfflineWorker(root: URL): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () =>
    navigator.serviceWorker
      .register(new URL('service-worker.js', root), { scope: root.href, updateViaCache: 'none' })
      .catch(() => {});
  // the page itself comes first
  if (document.readyState === 'complete') void register();
  else window.addEventListener('load', () => void register(), { once: true });
}

/** Goes where a notification leads that a person clicked. `base`: the router's, without a slash at its end. */
export function useNotificationLead(base: string): void {
  const navigate = useNavigate();
  useEffect(() => {
    const workers = navigator.serviceWorker;
    const hear = ({ data }: MessageEvent<unknown>) => {
      const path = leadOf(data, location.origin, base);
      if (path !== null) void navigate(path);
    };
    workers?.addEventListener('message', hear);
    return () => workers?.removeEventListener('message', hear);
  }, [navigate, base]);
}

/** null: it leads nowhere within the application. */
export function leadOf(data: unknown, origin: string, base: string): string | null {
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'open') return null;
  if (!('url' in data) || typeof data.url !== 'string' || !URL.canParse(data.url)) return null;
  const { origin: from, pathname, hash } = new URL(data.url);
  return from === origin && pathname.startsWith(`${base}/`) ? pathname.slice(base.length) + hash : null;
}

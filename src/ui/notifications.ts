import { useSyncExternalStore } from 'react';

/**
 * Does this browser tell a person when something happens? `off`: nobody asked yet, or it was switched off; `blocked`: the
 * browser was told to refuse; `unsupported`: it cannot, or not on a page without https.
 */
export type NotificationState = 'unsupported' | 'blocked' | 'off' | 'on';

/** The last notification that the browser itself said it has shown. */
export type ShownNotification = { readonly title: string; readonly at: number };

const storageKey = 'gatehouse.notifications';
const listeners = new Set<() => void>();
let wanted = readFlag(storageKey);
let lastShown: ShownNotification | null = null;

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function current(): NotificationState {
  if (!('Notification' in window) || !window.isSecureContext) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  return Notification.permission === 'granted' && wanted ? 'on' : 'off';
}

/** The browser's own question comes only now, after a person pressed the button that says what for. */
async function turnOn(): Promise<void> {
  if (!('Notification' in window)) return;
  await Notification.requestPermission();
  setWanted(true);
}

function setWanted(next: boolean): void {
  wanted = next;
  try {
    if (next) localStorage.setItem(storageKey, 'on');
    else localStorage.removeItem(storageKey);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
  tell();
}

function readFlag(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

export function useNotificationState(): NotificationState {
  return useSyncExternalStore(subscribe, current);
}

export function useShownNotification(): ShownNotification | null {
  return useSyncExternalStore(subscribe, () => lastShown);
}

export const notifications = { turnOn, turnOff: () => setWanted(false), decline };

const declinedKey = 'gatehouse.notifications-declined';
let declined = readFlag(declinedKey);

/** A person who says no is not asked again; the switch on the page of alerts stays. */
function decline(): void {
  declined = true;
  try {
    localStorage.setItem(declinedKey, 'yes');
  } catch {
    // storage is switched off: it holds as long as the page
  }
  tell();
}

/** May a person be asked whether he wants to be told? */
export function useMayBeAsked(): boolean {
  return useSyncExternalStore(subscribe, () => current() === 'off' && !declined);
}

type Notice = {
  readonly title: string;
  readonly body: string;
  /** a later one of the same tag replaces it, and is heard anew; what several tabs tell is one */
  readonly tag: string;
  /** where it leads, through the service worker */
  readonly url: string;
  readonly onClick: () => void;
};

function remember(title: string): void {
  lastShown = { title, at: Date.now() };
  tell();
}

/** The Notifications API, §2.1: what replaces another is silent without `renotify`, which the DOM library does not know. */
type Loud = NotificationOptions & { readonly renotify: boolean };

/** Shows it through the page's service worker where there is one, so that it outlives the page; else by itself. */
export async function notify({ title, body, tag, url, onClick }: Notice): Promise<void> {
  if (current() !== 'on') return;
  const icon = document.querySelector<HTMLLinkElement>('link[rel~="icon"]')?.href;
  const options: Loud = { body, tag, renotify: true, ...(icon !== undefined && { icon }) };
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active) {
    const shown = await registration.getNotifications({ tag });
    // by another tab
    const isShown = shown.some((one) => one.title === title && one.body === body && one.data?.url === url);
    const said: Loud = { ...options, renotify: !isShown, data: { url } };
    await registration.showNotification(title, said);
    return remember(title);
  }
  const notification = new Notification(title, options);
  notification.addEventListener('show', () => remember(title));
  notification.addEventListener('click', () => {
    notification.close();
    window.focus();
    onClick();
  });
}

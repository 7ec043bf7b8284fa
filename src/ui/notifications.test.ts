import { expect, test, vi } from 'vitest';

import { notifications, notify } from './notifications';

type Shown = { readonly title: string; readonly body: string; readonly tag: string; readonly data: unknown };

/** A browser that was allowed to notify, and whether each notification is heard (the Notifications API, §2.1). */
async function browser() {
  const shown = new Map<string, Shown>();
  const heard: boolean[] = [];
  const registration = {
    active: {},
    getNotifications: async ({ tag }: { tag: string }) => [...shown.values()].filter((one) => one.tag === tag),
    async showNotification(title: string, options: Omit<Shown, 'title'> & { renotify?: boolean }) {
      heard.push(!shown.has(options.tag) || options.renotify === true);
      shown.set(options.tag, { title, ...options });
    },
  };
  const Notification = { permission: 'granted', requestPermission: async () => 'granted' };
  vi.stubGlobal('window', { Notification, isSecureContext: true });
  vi.stubGlobal('Notification', Notification);
  vi.stubGlobal('document', { querySelector: () => null });
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => registration } });
  await notifications.turnOn();
  return { shown, heard };
}

const smoke = {
  title: 'The hall reports smoke',
  body: 'Critical. It reports smoke',
  tag: 'safety hall smoke',
  url: 'https://home/alerts/1',
  onClick() {},
};

test('what several tabs tell is one and heard once, and a later one in its place is heard again', async () => {
  try {
    const { shown, heard } = await browser();
    await notify(smoke);
    await notify(smoke);
    expect(heard).toEqual([true, false]);
    await notify({ ...smoke, url: 'https://home/alerts/2' });
    await notify({ ...smoke, url: 'https://home/alerts/2', body: 'Critical. It reports carbon monoxide' });
    expect([heard, shown.size]).toEqual([[true, false, true, true], 1]);
  } finally {
    notifications.turnOff();
    vi.unstubAllGlobals();
  }
});

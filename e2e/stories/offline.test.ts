import { wholeBrowser } from '../browsers';
import { dist, expect, expectAccessible, pardon, passwords, test } from '../fixtures';
import { Gatehouse } from '../pages/gatehouse';
import { openSiteInADirectory } from '../site-in-a-directory';

test.use({ launchOptions: wholeBrowser, serviceWorkers: 'allow' });

test('the page opens without a network, below any directory, and a newer build is told and loaded', async ({
  misdeeds,
  page,
}) => {
  const site = await openSiteInADirectory(dist);
  const form = page.getByRole('form', { name: 'Connect to your broker' });
  await page.goto(`${site.url}/`);
  await expect(form).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await site.off();
  await page.goto(`${site.url}/devices/ieee%3A0x1`);
  await expect(form).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(
    `${site.url}/service-worker.js`,
  );

  await site.on();
  site.deploy('NEW');
  // what a browser does by itself when a page is opened, and once a day
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
  await page.getByRole('status').filter({ hasText: 'A newer Gatehouse is here.' }).getByRole('button').click();
  await expect(form).toBeVisible();
  const entry = () => page.locator('script[type=module]').getAttribute('src');
  expect(await entry()).toMatch(/NEW\.js$/);
  await site.off();
  await page.reload();
  await expect(form).toBeVisible();
  expect(await entry()).toMatch(/NEW\.js$/);
  await site.remove();
  pardon(misdeeds, /ERR_CONNECTION_REFUSED/);
});

test('a page that was opened once and never again goes on with its own build after another was deployed, also where nobody looked yet', async ({
  broker,
  household: _,
  misdeeds,
  page,
}) => {
  const site = await openSiteInADirectory(dist);
  const gatehouse = new Gatehouse(page, site.url, misdeeds);
  await gatehouse.enter(`/?broker=${encodeURIComponent(broker.url)}`, passwords.owner);
  await expect(page.getByRole('list', { name: 'To do' })).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  site.deploy('NEW');
  await gatehouse.go('Settings');
  await expect(gatehouse.heading).toHaveText('Settings');
  await site.remove();
});

test('a part that is missing because its build is gone is told as a newer build at once', async ({
  broker,
  browser,
  misdeeds,
}) => {
  const site = await openSiteInADirectory(dist);
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const gatehouse = new Gatehouse(page, site.url, misdeeds);
  await gatehouse.enter(`/?broker=${encodeURIComponent(broker.url)}`, passwords.owner);
  await expect(gatehouse.heading).toHaveText('No devices yet');
  site.deploy('NEW');
  await gatehouse.go('Settings');
  await expect(gatehouse.heading).toHaveText('This page could not be loaded');
  const told = page.getByRole('status').filter({ hasText: 'A newer Gatehouse is here.' });
  await expect(told).toContainText('What you typed and have not sent is lost then');
  await told.getByRole('button', { name: 'Load it' }).click();
  await expect(gatehouse.heading).toHaveText('Settings');
  await context.close();
  await site.remove();
});

test('after the first alert that matters a person is asked, is told by notification, and a click leads to the alert', async ({
  context,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await context.grantPermissions(['notifications']);
  // nothing else can read what stands on the icon of an installed app
  await page.addInitScript(() => {
    const badges: number[] = [];
    Object.assign(globalThis, { badges });
    const set = navigator.setAppBadge.bind(navigator);
    navigator.setAppBadge = (count = 0) => {
      badges.push(count);
      return set(count);
    };
  });
  await gatehouse.enterAlerts(passwords.owner);
  await gatehouse.go('Overview');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const offer = gatehouse.region('Notifications offer');
  await expect(offer).toBeHidden();
  await somebody.publishAsync('zigbee2mqtt/Bedroom window', '{"tamper":true}', { qos: 1 });
  await expectAccessible(page);
  await offer.getByRole('button', { name: 'Tell me' }).click();
  await expect(offer).toBeHidden();
  await somebody.publishAsync('zigbee2mqtt/Kitchen smoke', '{"smoke":true}', { qos: 1 });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return ((await registration?.getNotifications()) ?? []).map(({ title }) => title);
    });
  await expect.poll(shown).toEqual([expect.stringContaining('kitchen smoke')]);
  expect(await page.evaluate(() => (globalThis as unknown as { badges: number[] }).badges.at(-1))).toBeGreaterThan(1);

  const [worker] = context.serviceWorkers();
  await worker?.evaluate(async () => {
    const scope = globalThis as unknown as ServiceWorkerGlobalScope; // where Playwright evaluates it
    const [notification] = await scope.registration.getNotifications();
    if (notification) scope.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  });
  await expect(gatehouse.heading).toHaveText('Alerts');
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: /The kitchen smoke report(s|ed) smoke/ })
      .first(),
  ).toBeFocused();
  expect(await shown()).toEqual([]);
});

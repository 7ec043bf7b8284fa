import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { servePage } from '@/cli/serve-page';

import { dist, expect, expectAccessible, passwords, test, householdDevices } from '../fixtures';
import { pagesAt } from '../pages-at';

test('a second tab is at home at once, and the broker still has one guest', async ({
  broker,
  gatehouse,
  household: _,
  openTab,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  const second = await openTab();
  await second.open('/devices');
  await expect(second.connection).toContainText('Connected');
  await expect(second.count).toHaveText(`${householdDevices} devices`);
  await expect(second.row('Front door')).toContainText('Locked');
  expect(pagesAt(broker)).toEqual({ ever: 1, now: 1 });
  // each letter changes the address of the list, and the focus stays where one types
  const filter = second.page.getByRole('searchbox', { name: 'Filter devices' });
  await filter.pressSequentially('yale lock');
  await expect(filter).toHaveValue('yale lock');
  await expect(filter).toBeFocused();
  await second.go('Settings');
  await expect(second.region('Connection')).toContainText('All tabs of this browser share one connection');
});

test('a door unlocked in one tab is unlocked in the other', async ({ gatehouse, household: _, openTab }) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/devices');
  await expect(second.row('Front door')).toContainText('Locked');
  await gatehouse.openDevice('Front door');
  await gatehouse.region('State').getByRole('button', { name: 'Unlock' }).press('Enter');
  await gatehouse.page.getByRole('alertdialog').getByRole('button', { name: 'Unlock' }).click();
  await expect(second.row('Front door')).toContainText('Unlocked');
});

test('a tab that closes or is loaded again leaves the other as it is', async ({
  broker,
  gatehouse,
  household: _,
  openTab,
  somebody,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/devices');
  await expect(second.count).toHaveText(`${householdDevices} devices`);
  await second.page.reload();
  await expect(second.count).toHaveText(`${householdDevices} devices`);
  await gatehouse.page.close();
  await somebody.publishAsync('zigbee2mqtt/Küche Fenster', '{"contact":false}');
  await expect(second.row('Küche Fenster')).toContainText('Open');
  expect(pagesAt(broker)).toEqual({ ever: 1, now: 1 });
});

test('when the last tab closes, the connection ends', async ({ broker, gatehouse, household: _, openTab }) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/devices');
  await expect(second.connection).toContainText('Connected');
  await gatehouse.page.close();
  await second.page.close();
  await expect.poll(() => pagesAt(broker)).toEqual({ ever: 1, now: 0 });
});

test('another log-in in one tab takes all tabs along, and says so', async ({
  broker,
  gatehouse,
  household: _,
  openTab,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/connect');
  await expect(second.page.getByText(/^Connected to/)).toBeVisible();
  await second.logIn('admin', passwords.admin);
  await expect(gatehouse.page.getByRole('status')).toContainText([/Another tab switched to .+ as admin/]);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  await expect(second.page.getByText(/Another tab/)).toBeHidden();
  await expect.poll(() => pagesAt(broker)).toEqual({ ever: 2, now: 1 });
  await expectAccessible(gatehouse.page);
});

test('who disconnects in one tab has disconnected in all', async ({ broker, gatehouse, household: _, openTab }) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/settings');
  await second.page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(second.form).toBeVisible();
  await expect(gatehouse.form).toBeVisible();
  await expect(gatehouse.page.getByText('Another tab disconnected.')).toBeVisible();
  expect(await gatehouse.page.content()).not.toContain('Front door');
  await expect.poll(() => pagesAt(broker)).toEqual({ ever: 1, now: 0 });
  await expectAccessible(gatehouse.page);
});

test('a link to another broker asks first', async ({ gatehouse, household: _, openTab }) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/devices?broker=ws://127.0.0.1:1/mqtt');
  await expect(second.form.getByLabel('Broker address')).toHaveValue('ws://127.0.0.1:1/mqtt');
  await second.go('Devices');
  await expect(second.count).toHaveText(`${householdDevices} devices`);
});

test('tabs of the demo connect once, all by themselves', async ({ broker, demoSite, page, openTab }) => {
  await page.goto(demoSite);
  await expect(page.getByText('This is a simulated home')).toBeVisible();
  const second = await openTab();
  await second.page.goto(demoSite);
  await expect(second.page.getByRole('link', { name: /Front door\b.*Locked/ }).first()).toBeVisible();
  expect(pagesAt(broker)).toEqual({ ever: 1, now: 1 });
});

test('a page that one comes back to lives again', async ({ gatehouse, household: _, openTab, page, somebody }) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/devices');
  await expect(second.count).toHaveText(`${householdDevices} devices`);
  await page.goto('about:blank');
  await page.goBack();
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  // what the back/forward cache tells a page: Chromium does not keep one there that holds a lock somebody waits for
  const restored = page.waitForEvent('load');
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await restored;
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  await somebody.publishAsync('zigbee2mqtt/Küche Fenster', '{"contact":false}');
  await expect(gatehouse.row('Küche Fenster')).toContainText('Open');
});

test('where the session ends with a tab that crashed, the others say so and are helped by a reload', async ({
  gatehouse,
  household: _,
  openTab,
  page,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  const second = await openTab();
  await second.open('/devices');
  await expect(second.count).toHaveText(`${householdDevices} devices`);
  // the browser runs a SharedWorker in the process of the tab that first asked for it
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => {});
  await crashed;
  await expect(second.heading).toHaveText('Gatehouse stopped listening');
  await expectAccessible(second.page);
  await second.page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(second.form).toBeVisible();
});

test('a session that cannot be loaded is told', async ({ broker, page, misdeeds }) => {
  const broken = mkdtempSync(join(tmpdir(), 'gatehouse-broken-'));
  cpSync(dist, broken, { recursive: true });
  for (const name of readdirSync(join(broken, 'assets'))) {
    if (name.startsWith('worker-')) rmSync(join(broken, 'assets', name));
  }
  const server = await servePage({ directory: broken, port: 0, demo: { url: broker.url } });
  await page.goto(server.url);
  // Chromium does not always say that a SharedWorker could not be loaded; then the page waits for its answer, in vain
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Gatehouse stopped listening', { timeout: 30_000 });
  expect(misdeeds.splice(0).join('\n')).toMatch(/404|^$/); // the browser says that the file is missing
  await server.close();
  rmSync(broken, { recursive: true });
});

test('in a browser without a SharedWorker, or one that refuses it, a tab has a connection of its own', async ({
  broker,
  gatehouse,
  household: _,
  openTab,
}) => {
  await gatehouse.page.addInitScript('delete window.SharedWorker');
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  const second = await openTab();
  await second.page.addInitScript(() => {
    function Refused() {
      throw new DOMException('not here', 'SecurityError');
    }
    Object.assign(window, { SharedWorker: Refused });
  });
  await second.enter('/connect', passwords.owner);
  await second.go('Settings');
  await expect(second.region('Connection')).toContainText('This tab has a connection of its own');
  expect(pagesAt(broker).now).toBe(2);
});

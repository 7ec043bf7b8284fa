import { householdSize } from '@/simulator/household';

import { expect, expectAccessible, passwords, test } from '../fixtures';

/** with the coordinator */
const allOfThem = householdSize + 1;

for (const scheme of ['light', 'dark'] as const) {
  for (const [device, width, height] of [
    ['a phone', 390, 844],
    ['a desk', 1440, 900],
  ] as const) {
    test(`every page is whole on ${device} in the ${scheme}`, async ({ gatehouse, household: _, page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      await gatehouse.enter('/', passwords.owner);
      for (const name of ['Overview', 'Devices', 'Alerts', 'Firmware', 'Settings']) {
        await gatehouse.go(name);
        await expect(page).toHaveTitle(/ · Gatehouse$/);
        await expectAccessible(page);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(beyond, `${name} is not wider than the screen`).toBeLessThanOrEqual(0);
      }
    });
  }
}

test('the chosen theme stays after a reload', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.go('Settings');
  await page.getByRole('radio', { name: 'Dark' }).click({ force: true });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await background()).toBe(dark);
});

test('everything is reached without a mouse', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${allOfThem} devices`);
  await page.getByRole('searchbox', { name: 'Filter devices' }).focus();
  await page.keyboard.type('front door contact');
  await expect(gatehouse.count).toHaveText(`1 of ${allOfThem} devices`);
  const row = gatehouse.row('Front door contact');
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await row.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(gatehouse.heading).toHaveText('Front door contact');
});

test('a row that was scrolled out of sight keeps the focus, and Tab leads to it', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 320 });
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${allOfThem} devices`);
  const rows = page.getByRole('grid', { name: 'Devices' }).getByRole('row');
  const first = rows.and(page.locator('[aria-rowindex="2"]'));
  const third = rows.and(page.locator('[aria-rowindex="4"]'));
  const last = rows.and(page.locator(`[aria-rowindex="${allOfThem + 1}"]`));
  await first.focus();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(last).toBeInViewport();
  await expect(third).toHaveCount(0);
  await expect(first).toBeFocused();
  await expect(rows.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(third).toBeFocused();
  await expect(third).toBeInViewport();
});

test('what goes when it was pressed leaves the focus where one reads on', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  for (let number = 1; number <= 12; number++) {
    const name = `Window ${number}`;
    const told = { name, unique_id: name, device_class: 'window', state_topic: `windows/${number}` };
    const config = JSON.stringify({ ...told, device: { identifiers: [name], name } });
    await somebody.publishAsync(`homeassistant/binary_sensor/window${number}/config`, config, { retain: true });
  }
  await gatehouse.enter('/', passwords.owner);
  const doors = gatehouse.region('Doors and windows');
  const tiles = doors.getByRole('listitem');
  const showAll = doors.getByRole('button', { name: 'Show all 16' });
  await expect(showAll).toBeVisible();
  await expect(tiles).toHaveCount(12);
  await showAll.focus();
  await page.keyboard.press('Enter');
  await expect(tiles.nth(12)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(tiles.nth(12).getByRole('link')).toBeFocused();

  await somebody.publishAsync('zigbee2mqtt/Kitchen smoke', '{"smoke":true}');
  const alert = gatehouse.region('New alert');
  await alert.getByRole('button', { name: 'Dismiss' }).focus();
  await page.keyboard.press('Enter');
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
});

test('a link and a tick that go with what they are about leave the focus there too', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const remove = (name: string) =>
    somebody.publishAsync('zigbee2mqtt/bridge/request/device/remove', JSON.stringify({ id: name }));
  await gatehouse.enter('/', passwords.owner);
  const smoke = gatehouse.region('Smoke and water');
  const tile = smoke.getByRole('link', { name: /^Hallway smoke/ });
  await tile.focus();
  await remove('Hallway smoke');
  await expect(tile).toHaveCount(0);
  await expect(smoke).toBeFocused();

  await gatehouse.go('Firmware');
  const plug = 'Garage plug (update fails)';
  const tick = page.getByRole('checkbox', { name: `Select ${plug}` });
  await tick.focus();
  await remove(plug);
  await expect(tick).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Firmware' })).toBeFocused();
});

test('after leaving, nothing of the home is left on the page', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.go('Settings');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(gatehouse.form).toBeVisible();
  expect(await page.content()).not.toContain('Front door');
});

test('a device that names itself by a word without end makes no page wider than a phone', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const name = 'W'.repeat(500);
  const told = { name, unique_id: 'endless', device_class: 'smoke', state_topic: 'endless/state' };
  const device = { identifiers: ['endless'], name, manufacturer: name, model: name };
  await somebody.publishAsync('homeassistant/binary_sensor/endless/config', JSON.stringify({ ...told, device }));
  await gatehouse.enterAlerts(passwords.owner);
  await somebody.publishAsync('homeassistant/binary_sensor/endless/config', JSON.stringify({ ...told, device }));
  await somebody.publishAsync('endless/state', 'ON', { qos: 1 });
  const alert = gatehouse.alertAbout(/^WWWW.* reports smoke$/);
  const widthPx = () => page.evaluate(() => document.documentElement.scrollWidth);
  await expect(alert).toBeVisible();
  expect(await widthPx()).toBe(390);
  await alert.getByRole('link', { name: /^WWWW/ }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Voices' })).toBeVisible();
  expect(await widthPx()).toBe(390);
});

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

test('after leaving, nothing of the home is left on the page', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.go('Settings');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(gatehouse.form).toBeVisible();
  expect(await page.content()).not.toContain('Front door');
});

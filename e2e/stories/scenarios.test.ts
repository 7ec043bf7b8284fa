import { expect, expectAccessible, passwords, test, householdDevices } from '../fixtures';

test('an attack on the simulated home is tried from its page, and its effect is seen', async ({
  demoSite,
  gatehouse,
  page,
}) => {
  await page.goto(`${demoSite}/devices`);
  await expect(gatehouse.row('Front door')).toContainText('Locked');
  await gatehouse.openDevice('Front door');
  await page.getByRole('button', { name: 'Try an attack' }).click();
  const panel = page.getByRole('dialog', { name: 'Try an attack' });
  await expect(panel.getByRole('region', { name: 'Attacks and accidents' }).getByRole('listitem')).toHaveCount(6);
  await expect(panel.getByRole('region', { name: 'Harmless, but looks alike' }).getByRole('listitem')).toHaveCount(3);
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Start: Wrong codes at the front door' }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('status', { name: 'Scenario' })).toHaveText(
    'Running: wrong codes at the front door. Look at Alerts.',
  );
  await expect(gatehouse.region('Activity')).toContainText('A wrong code was entered to unlock at the keypad');
  await page.getByRole('button', { name: 'Try an attack' }).click();
  const running = panel.getByRole('button', { name: 'Running: Wrong codes at the front door' });
  await expect(running).toHaveAttribute('aria-disabled', 'true');
  await expect(panel.getByText(/It ends by itself in \d+ s/)).toBeAttached();
  await expectAccessible(page);
});

test('a device that nobody invited appears, and every tab sees what runs', async ({
  demoSite,
  gatehouse,
  household,
  openTab,
  page,
}) => {
  await page.goto(`${demoSite}/devices`);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  household.run('rogue-device');
  await expect(gatehouse.count).toHaveText(`${householdDevices + 1} devices`);
  await expect(gatehouse.row('0xa4c138f05c9e7b21')).toContainText('Plug');
  const second = await openTab();
  await second.page.goto(demoSite);
  await expect(second.page.getByRole('status', { name: 'Scenario' })).toContainText('a device nobody invited');
});

test('firmware that went back is what the device says', async ({ gatehouse, household, page: _ }) => {
  await gatehouse.enter('/devices', passwords.owner);
  await gatehouse.openDevice('Garage/Side door');
  await expect(gatehouse.region('Firmware')).toContainText('0.20.4');
  household.run('firmware-downgrade');
  await expect(gatehouse.region('Firmware')).toContainText('0.19.4');
});

test('with jamming, what runs on batteries falls silent and what is plugged in stays', async ({
  gatehouse,
  household,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.row('Front door')).toContainText('Online');
  household.run('jamming');
  for (const name of ['Front door', 'Küche Fenster', 'Hallway siren']) {
    await expect(gatehouse.row(name)).toContainText('Offline', { timeout: 25_000 });
  }
  await expect(gatehouse.row('Kitchen fridge')).toContainText('Online');
});

test('on a home of one’s own there is no word of a simulation, also where one came from the demo', async ({
  broker,
  demoSite,
  gatehouse,
  page,
}) => {
  await page.goto(demoSite);
  await expect(page.getByText('This is a simulated home')).toBeVisible();
  await gatehouse.go('Settings');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  // to the page, the same broker under another address is somebody's own
  await gatehouse.form.getByLabel('Broker address').fill(broker.url.replace('127.0.0.1', 'localhost'));
  await gatehouse.logIn('owner', passwords.owner);
  await expect(page.getByRole('link', { name: /Front door\b.*Locked/ }).first()).toBeVisible();
  await expect(page.getByText('This is a simulated home')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Try an attack' })).toBeHidden();
});

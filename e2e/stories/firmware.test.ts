import type { Locator, Page } from '@playwright/test';

import { expect, expectAccessible, passwords, test } from '../fixtures';

// an update takes its time, also in a simulated home
test.setTimeout(120_000);

const row = (page: Page, name: string): Locator =>
  page
    .getByRole('table', { name: 'Firmware' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });
const tile = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Show by state' }).getByRole('button', { name });
const progress = (page: Page) => page.getByRole('status', { name: 'Firmware progress' });

/** presses Update in the row, and says yes */
async function update(page: Page, name: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `Update ${name}` })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Update', exact: true }).click();
}

test('a device is asked, is updated while one looks on, and says its new version', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  const fridge = row(page, 'Kitchen fridge');
  await expect(fridge).toContainText('1.4.1');
  await expect(fridge).toContainText('Nobody has asked yet');
  await fridge.getByRole('link', { name: 'Kitchen fridge' }).click();
  const firmware = gatehouse.region('Firmware');
  await firmware.getByRole('button', { name: 'Check for an update' }).click();
  await expect(firmware).toContainText('Update available');
  await expectAccessible(page);
  await gatehouse.go('Firmware');
  await update(page, 'Kitchen fridge');
  const bar = fridge.getByRole('progressbar', { name: 'Update of Kitchen fridge' });
  await expect(bar).toHaveAttribute('aria-valuetext', /\d % done, about .* to go/);
  await expect(tile(page, /updating/)).toHaveText(/^1 updating$/);
  await expectAccessible(page);
  await expect(fridge).toContainText('The update went well: it runs 1.4.2 now.', { timeout: 40_000 });
  await expect(fridge.getByRole('button', { name: 'Update Kitchen fridge' })).toHaveCount(0);
  await expect(progress(page)).toHaveText('The update of the kitchen fridge went well.');
});

test('an update that stops half way is explained, with what to do, and can be tried again', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  const plug = row(page, 'Garage plug (update fails)');
  await expect(plug).toContainText('Update available', { timeout: 30_000 });
  await update(page, 'Garage plug (update fails)');
  await expect(plug.getByRole('progressbar')).toBeVisible();
  await expect(plug).toContainText(
    'stopped at 60 %: the device did not answer. It still runs the old version, 1.4.1.',
    {
      timeout: 40_000,
    },
  );
  await expect(plug).toContainText('Move it closer');
  await expect(plug.getByRole('button', { name: 'Update Garage plug (update fails)' })).toBeEnabled();
  await expectAccessible(page);
  await plug.getByRole('link').click();
  await expect(gatehouse.region('Firmware')).toContainText('stopped at 60 %');
});

test('every device that can be asked is asked, one after the other, and the rest say how it is done instead', async ({
  gatehouse,
  household: _,
  page,
}) => {
  // whoever is offline is not asked; the broker has to have told of it
  await gatehouse.enter('/devices', passwords.owner);
  await page.getByRole('searchbox', { name: 'Filter devices' }).fill('shed door');
  await expect(gatehouse.row('Shed door')).toContainText('Offline');
  await gatehouse.go('Firmware');
  await expect(row(page, 'Küche Fenster')).toContainText('Zigbee2MQTT has no updates for this model.');
  await page.getByRole('button', { name: 'Check for updates' }).click();
  await expect(progress(page)).toContainText(/Asking \d+ of \d+/);
  await expect(tile(page, /updates available/)).toHaveText(/^4 updates available$/, { timeout: 50_000 });
  await expect(progress(page)).toContainText(/^Of \d+ devices 4 have an update and \d+ have none\.$/, {
    timeout: 50_000,
  });
  await tile(page, /updates available/).click();
  await expect(page).toHaveURL(/show=available/);
  await expect(row(page, 'Kitchen fridge')).toBeVisible();
  await expect(row(page, 'Küche Fenster')).toHaveCount(0);
  await gatehouse.go('Overview');
  await page.getByRole('list', { name: 'To do' }).getByRole('button', { name: 'Show the updates' }).click();
  await expect(tile(page, /updates available/)).toHaveAttribute('aria-pressed', 'true');
});

test('several are updated one at a time, and "stop after this one" lets the one that runs come to its end', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  for (const name of ['Garage plug (update fails)', 'Garage/Side door']) {
    await expect(row(page, name)).toContainText('Update available', { timeout: 40_000 });
    await gatehouse.select(name);
  }
  // what a filter hides is not updated with the rest, and is ticked again when it is shown
  const filter = page.getByRole('searchbox', { name: 'Filter firmware' });
  await filter.fill('side door');
  await expect(page.getByText('1 selected')).toBeVisible();
  await filter.fill('garage');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Select none' }).click();
  await page.getByRole('button', { name: 'Select all 2' }).click();
  await filter.fill('');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Update selected' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('have a key at hand');
  await expectAccessible(page);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Update 2 devices' }).click();
  await expect(row(page, 'Garage plug (update fails)').getByRole('progressbar')).toBeVisible();
  await expect(row(page, 'Garage/Side door')).toContainText('waits for its turn');
  await page.getByRole('button', { name: 'Stop after this one' }).click();
  await expect(row(page, 'Garage/Side door')).toContainText('Update available');
  await expect(progress(page)).toHaveText('Of 2 updates 1 failed and 1 was not started.', { timeout: 40_000 });
});

test('a filter that nothing matches says so, and "Show all" leads back to the table', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  await expect(row(page, 'Kitchen fridge')).toBeVisible();
  await page.getByRole('searchbox').fill('nothing like it');
  await expect(page.getByText('No device matches “nothing like it”.')).toBeVisible();
  await expectAccessible(page);
  const showAll = page.getByRole('button', { name: 'Show all', exact: true });
  await showAll.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(row(page, 'Kitchen fridge')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Firmware' })).toBeFocused();
});

test('while the broker is away all of it still stands there, and why nothing can be started', async ({
  gatehouse,
  household: _,
  broker,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  await expect(row(page, 'Kitchen fridge')).toContainText('1.4.1');
  await broker.kill();
  await expect(gatehouse.connection).toContainText('Reconnecting');
  const check = page.getByRole('button', { name: 'Check for updates' });
  await expect(check).toHaveAccessibleDescription('There is no connection to the broker.');
  await expect(row(page, 'Kitchen fridge')).toContainText('1.4.1');
  await expectAccessible(page);
});

test('an update that Home Assistant discovery announces is started and followed too', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const say = (topic: string, payload: object) =>
    somebody.publishAsync(topic, JSON.stringify(payload), { retain: true, qos: 1 });
  const told = { installed_version: '1.2.0', latest_version: '1.3.0' };
  await somebody.subscribeAsync('opener/update/cmd');
  const command = new Promise<string>((resolve) => {
    somebody.on('message', (topic, payload) => topic === 'opener/update/cmd' && resolve(payload.toString()));
  });
  await say('homeassistant/update/opener_fw/config', {
    '~': 'opener',
    uniq_id: 'opener-fw',
    dev: { ids: ['opener-7'], name: 'Garage opener', mf: 'Acme', mdl: 'Opener 2' },
    stat_t: '~/update',
    cmd_t: '~/update/cmd',
    pl_inst: 'INSTALL',
  });
  await say('opener/update', told);
  await gatehouse.enter('/firmware', passwords.owner);
  const opener = row(page, 'Garage opener');
  await expect(opener).toContainText('1.2.0');
  await expect(opener).toContainText('1.3.0');
  // stands above it: until it does, the home is still telling, and the row moves under the press
  await expect(row(page, 'Front door keypad')).toContainText('Update available');
  await update(page, 'Garage opener');
  expect(await command).toBe('INSTALL');
  await say('opener/update', { ...told, in_progress: true, update_percentage: 40 });
  const bar = opener.getByRole('progressbar', { name: 'Update of Garage opener' });
  await expect(bar).toHaveAttribute('aria-valuetext', /40 % done/);
  await say('opener/update', { ...told, installed_version: '1.3.0', in_progress: false });
  await expect(opener).toContainText('Installed1.3.0');
  await expect(opener).toContainText('Up to date');
  await expect(opener.getByRole('button', { name: 'Update Garage opener' })).toHaveCount(0);
});

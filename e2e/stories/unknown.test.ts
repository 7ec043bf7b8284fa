import { readFile } from 'node:fs/promises';

import { buildLock, describeLock } from '../built-lock';
import { expect, expectAccessible, householdDevices, passwords, test } from '../fixtures';
import type { Gatehouse } from '../pages/gatehouse';
import { pagesAt } from '../pages-at';

test('a topic that nobody knows becomes a lock that can be locked', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  test.slow(); // many steps, and a browser for each of two people
  await buildLock(somebody);
  await gatehouse.enter('/devices/unknown', passwords.owner);
  await expect(gatehouse.heading).toHaveText('Unknown traffic');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Look around' }).click();
  await expect(page.getByText('"bolt":"LCK"')).toBeVisible();
  await expect(page.getByText('The code of a lock stands there in clear')).toBeVisible();
  expect(await page.content()).not.toContain('739155');
  await expectAccessible(page);

  await describeLock(gatehouse);
  const dialog = page.getByRole('dialog', { name: 'Say what it is' });
  const preview = dialog.getByRole('status', { name: 'Preview of The bolt' });
  await somebody.publishAsync('shed/lock', '{"bolt":"OPN","volts":3.1,"cell":{"left":80}}', { retain: true });
  await expect(preview).toHaveText('Now: Unlocked');
  await dialog.getByLabel('Topic for commands').fill('shed/lock/set');
  await dialog.getByLabel('Message for “Locked”').fill('GO IN');
  await dialog.getByLabel('Message for “Unlocked”').fill('GO OUT');
  await dialog.getByRole('button', { name: 'It tells something else, too' }).click();
  await page.getByRole('menuitem', { name: 'Battery charge' }).click();
  await dialog
    .getByRole('group', { name: /Battery charge/ })
    .getByRole('radio', { name: 'cell › left 80' })
    .check();
  await expect(dialog.getByRole('status', { name: 'Preview of Battery charge' })).toHaveText('Now: 80 %');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Barn door is a device now.')).toBeVisible();

  await page.getByRole('link', { name: 'Show it' }).click();
  await expect(gatehouse.heading).toHaveText('Barn door');
  const state = gatehouse.region('State').getByRole('status', { name: 'Device state' });
  await expect(state).toContainText('Unlocked');
  await gatehouse.region('State').getByRole('button', { name: 'Lock', exact: true }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(state).toContainText('Locked');
  await expect(gatehouse.region('Access')).toContainText('The code of a lock stands in clear');
  expect(await page.content()).not.toContain('739155');
  await gatehouse.go('Alerts');
  await expect(gatehouse.alertAbout(/Barn door/)).toHaveCount(1);
  await expect(gatehouse.alertAbout(/barn door gives away the code of a lock/i)).toBeVisible();
});

test('what was told is exported, forgotten, and read from the file again', async ({
  another,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  test.slow(); // many steps, and a browser for each of two people
  await buildLock(somebody);
  await gatehouse.enter('/devices/unknown', passwords.owner);
  await page.getByRole('button', { name: 'Look around' }).click();
  await describeLock(gatehouse);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const described = page.getByRole('list', { name: 'Described devices' });
  await expect(described).toContainText('Barn door');

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await (await saving).path();
  expect(await readFile(file, 'utf8')).not.toContain('739155');
  await page.getByRole('button', { name: 'Forget Barn door' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click();
  await expect(described).toBeHidden();
  await gatehouse.go('Devices');
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);

  // in the browser of somebody else
  await another.enter('/devices/unknown', passwords.owner);
  await choose(another, { name: 'other.json', text: '{"format":"something-else/1"}' });
  await expect(another.alert).toContainText('Nothing was imported');
  await choose(another, { name: 'mappings.json', text: await readFile(file, 'utf8') });
  await expect(another.page.getByText('1 device was imported.')).toBeVisible();
  await another.go('Devices');
  await another.page.getByRole('searchbox', { name: 'Filter devices' }).fill('barn');
  await expect(another.row('Barn door')).toContainText('Locked');
  // it is remembered
  await another.open('/devices?filter=barn');
  await another.logIn('owner', passwords.owner);
  await expect(another.row('Barn door')).toContainText('Locked');
});

async function choose({ page }: Gatehouse, { name, text }: { readonly name: string; readonly text: string }) {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('looking around leaves out what is understood, says so, and ends with the page', async ({
  broker,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/devices/unknown', passwords.owner);
  await page.getByRole('button', { name: 'Look around' }).click();
  const status = page.getByRole('status', { name: 'Looking around' });
  await expect(status).toContainText('Listening for another');
  await page.getByText('What could not be looked at').click();
  await expect(page.getByText('zigbee2mqtt/#')).toBeVisible();
  // only said, never remembered
  await somebody.publishAsync('a/b/c/weather', 'rain');
  await expect(page.getByText('a/b/c/weather')).toBeVisible();
  await expect(page.getByText('zigbee2mqtt/Front door')).toHaveCount(0);
  expect(pagesAt(broker)).toEqual({ ever: 2, now: 2 });
  await gatehouse.go('Overview');
  await expect.poll(() => pagesAt(broker)).toEqual({ ever: 2, now: 1 });
});

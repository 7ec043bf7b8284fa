import { createHash } from 'node:crypto';

import { expect, expectAccessible, passwords, test } from '../fixtures';

/** the file that the simulated bridge offers the side door, and what its index says of it */
const file = Buffer.from('a firmware of the side door '.repeat(4_000));
const sideDoor = {
  fileName: 'side-door.ota',
  fileVersion: 0x01000010 + 0x100,
  fileSize: file.byteLength,
  url: 'https://example.org/side-door.ota',
  imageType: 4,
  manufacturerCode: 4444,
  sha512: createHash('sha512').update(file).digest('hex'),
  modelId: 'V3-BTZB',
};
const index = JSON.stringify([sideDoor]);

test('the file of a Zigbee update is told with size and sum; another one that lies at home holds the update', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  const choose = async (button: string, name: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button, exact: true }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  const known = page.getByRole('region', { name: 'What is known' });
  await expect(known).toContainText('with this page');
  await choose('Import a catalogue', 'index.json', Buffer.from(index));
  await expect(known).toContainText('1 entries');
  await expect(page.getByRole('row').filter({ hasText: 'Garage/Side door' })).toContainText('Update available', {
    timeout: 40_000,
  });
  await page.getByRole('button', { name: 'Details of Garage/Side door' }).click();
  const part = page.getByRole('dialog').getByRole('region', { name: 'The file of this update' });
  await expect(part).toContainText(`(${file.byteLength} bytes)`);
  await choose('Compare a file', 'side-door.ota', Buffer.concat([file.subarray(1), Buffer.from('x')]));
  await expect(part).toContainText('its size fits, its SHA-512 does not');
  await expect(part).toContainText('Its update is held');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page
    .getByRole('row')
    .filter({ hasText: 'Garage/Side door' })
    .getByRole('button', { name: 'Update Garage/Side door' })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Update', exact: true }).click();
  const planned = page.getByRole('region', { name: 'Update plan' }).getByRole('listitem');
  await expect(planned).toContainText('the file that was compared is not the one that the index names');
  await page.getByRole('button', { name: 'Details of Garage/Side door' }).click();
  await choose('Compare a file', 'side-door.ota', file);
  await expect(part).toContainText('size and SHA-512 are the same');
  await page.keyboard.press('Escape');
  await expect(planned).toContainText(/Updating|% done/, { timeout: 15_000 });
});

test('where only the index has a newer file, the row asks the bridge, which tells whether it can be had', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  const fridge = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Kitchen fridge' }) });
  await expect(fridge).toContainText('Nobody has asked yet');
  await expect(page.getByRole('region', { name: 'What is known' })).toContainText('with this page');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a catalogue' }).click();
  const buffer = Buffer.from(JSON.stringify([{ ...sideDoor, modelId: 'SP 240' }]));
  await (await chooser).setFiles({ name: 'index.json', mimeType: 'application/json', buffer });
  const check = fridge.getByRole('button', { name: 'Check Kitchen fridge for an update' });
  // said while the page listens: what the fridge itself says takes its place at the broker, and may come in between
  const runs = { update: { installed_version: sideDoor.fileVersion - 0x100, latest_version: -1, state: null } };
  await expect(async () => {
    await somebody.publishAsync('zigbee2mqtt/Kitchen fridge', JSON.stringify(runs), { qos: 1 });
    await expect(check).toBeEnabled({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole('group', { name: 'Show by state' })).toContainText(/1\s*in the index, to be asked/);
  await expectAccessible(page);
  await gatehouse.go('Overview');
  await page.getByRole('list', { name: 'To do' }).getByRole('button', { name: 'Show which device' }).click();
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await check.click();
  await page.getByRole('button', { name: /in the index, to be asked/ }).click();
  await expect(fridge.getByRole('button', { name: 'Update Kitchen fridge' })).toBeEnabled({ timeout: 30_000 });
});

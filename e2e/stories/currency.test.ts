import { readFileSync } from 'node:fs';

import type { Locator, Page } from '@playwright/test';

import { expect, expectAccessible, passwords, test } from '../fixtures';

const row = (page: Page, name: string): Locator =>
  page
    .getByRole('table', { name: 'Firmware' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });
const tile = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Show by state' }).getByRole('button', { name });

/** a list of CISA's of some later day, with one camera more */
const newerList = JSON.stringify({
  title: 'Known exploited vulnerabilities',
  catalogVersion: '2031.02.03',
  dateReleased: '2031-02-03T10:00:00Z',
  vulnerabilities: [
    {
      cveID: 'CVE-2031-0001',
      vendorProject: 'Example Cameras',
      product: 'EX-100 IP Camera',
      vulnerabilityName: 'Example Cameras EX-100 Command Injection Vulnerability',
      dateAdded: '2031-02-01',
      shortDescription: 'Example Cameras EX-100 cameras contain a hole.',
      requiredAction: 'Apply updates per vendor instructions.',
      knownRansomwareCampaignUse: 'Known',
    },
  ],
});

test('a camera that is known to be attacked is told of, checked by whoever reads the maker’s page, and mended', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const about = (id: string, part: object) =>
    somebody.publishAsync(`gatehouse/v1/device/${id}/about`, JSON.stringify({ kind: 'camera', ...part }), {
      retain: true,
      qos: 1,
    });
  await about('drive-eye', { name: 'Drive eye', vendor: 'D-Link Corporation', model: 'DCS-2530L', firmware: '1.05' });
  await about('shed-eye', { name: 'Shed eye', vendor: 'Example Cameras', model: 'EX-100', firmware: '2.0' });
  await about('gate-eye', { name: 'Gate eye', vendor: 'Hikvision', model: 'DS-1', firmware: '5.0' });
  await gatehouse.enter('/firmware', passwords.owner);
  await expect(row(page, 'Drive eye')).toContainText('Check this');
  await expect(tile(page, /to be checked/)).toContainText('1');
  await expectAccessible(page);
  // a list that names the maker only is settled by whoever has read about the model
  await page.getByRole('button', { name: 'Details of Gate eye' }).click();
  const gate = page.getByRole('dialog', { name: 'Gate eye' });
  await expect(gate).toContainText('Possibly meant');
  await gate.getByRole('button', { name: 'Say whether it is meant' }).click();
  await expect(gate.getByRole('radio', { name: 'It is meant', exact: true })).toBeFocused();
  await gate.getByText('It is not meant').click();
  await gate.getByLabel('Where this is written').fill('The label below it');
  await expectAccessible(page);
  await gate.getByRole('button', { name: 'Keep' }).click();
  await expect(gate).toContainText('No weakness of this maker and model is known to be attacked');
  await expect(
    gate.getByRole('button', { name: 'Take back: Hikvision DS-1 is not meant by CVE-2021-36260.' }),
  ).toBeVisible();
  await expect(gate.getByRole('region', { name: 'Attacked weaknesses' })).toBeFocused();
  await page.keyboard.press('Escape');
  await tile(page, /to be checked/).click();
  await expect(row(page, 'Shed eye')).toHaveCount(0);

  // its details have an address of their own, and a person with a source knows better
  await page.getByRole('button', { name: 'Details of Drive eye' }).click();
  const drawer = page.getByRole('dialog', { name: 'Drive eye' });
  await expect(drawer).toContainText('CVE-2020-25078');
  await expect(page).toHaveURL(/device=/);
  await expectAccessible(page);
  const weaknesses = drawer.getByRole('region', { name: 'Attacked weaknesses' });
  const item = weaknesses.getByRole('listitem').filter({ hasText: 'CVE-2020-25078' });
  await item.getByRole('button', { name: 'Say which versions have it' }).click();
  await item.getByLabel('First version without it').fill('1.10');
  await item.getByLabel('Where this is written').fill('https://example.org/notes');
  await item.getByRole('button', { name: 'Keep' }).click();
  await expect(item).toContainText('The version that runs has it, as somebody of your home says.');
  await drawer.getByRole('button', { name: 'Say when support ends' }).click();
  await expect(drawer.getByLabel('Last day of support')).toBeFocused();
  await drawer.getByLabel('Last day of support').fill('2020-12-31');
  await drawer.getByLabel('Where this is written').last().fill('A letter of the maker');
  await drawer.getByRole('form', { name: 'When support ends' }).getByRole('button', { name: 'Keep' }).click();
  await expect(drawer).toContainText('Somebody of your home says so.');
  await expect(
    drawer.getByRole('button', { name: /Take back: D-Link Corporation DCS-2530L is supported/ }),
  ).toBeVisible();
  await expect(drawer.getByRole('region', { name: 'Support', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Details of Drive eye' })).toBeFocused();
  await page.getByRole('button', { name: /with a known weakness/ }).click();
  await expect(row(page, 'Drive eye')).toContainText('Has a known weakness');
  await gatehouse.go('Alerts');
  await expect(gatehouse.alertAbout('The drive eye has a weakness that is being attacked')).toBeVisible();

  // a newer list from a file
  await gatehouse.go('Firmware');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a catalogue' }).click();
  await (await chooser).setFiles({ name: 'kev.json', mimeType: 'application/json', buffer: Buffer.from(newerList) });
  await expect(page.getByRole('region', { name: 'What is known' })).toContainText('1 entries that a home can use');
  await expect(row(page, 'Shed eye')).toContainText('CVE-2031-0001');
});

test('the table is arranged, filtered and taken along, and comes back as it was', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  await expect(row(page, 'Kitchen fridge')).toBeVisible();
  await page.getByRole('button', { name: 'Arrange' }).click();
  const dialog = page.getByRole('dialog', { name: 'Arrange the table' });
  await dialog.getByRole('checkbox', { name: 'Support' }).click({ force: true });
  await dialog.getByLabel('Sort by').selectOption('Device');
  await dialog.getByText('Backwards').click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('columnheader', { name: 'Device' })).toHaveAttribute('aria-sort', 'descending');
  await page.reload();
  await gatehouse.logIn('owner', passwords.owner);
  await expect(page.getByRole('columnheader', { name: 'Support' })).toBeVisible();
  await page.getByRole('columnheader', { name: 'Device' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Device' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('searchbox', { name: 'Filter firmware' }).fill('fridge');
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await expect(page).toHaveURL(/filter=fridge/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^Kitchen fridge,/);
});

import { readFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import { expect, expectAccessible, passwords, test } from '../fixtures';

const passphrase = 'seven crows on a wire';
/** As a broker writes it, with the account that is signed in. */
const accountFile = JSON.stringify({
  clients: [{ username: 'admin', password: 'aGFzaA==', salt: 'c2FsdA==', iterations: 101, roles: [] }],
  groups: [],
  roles: [{ rolename: 'administrator', acls: [] }],
});

async function choose(page: Page, button: Locator, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function saved(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path(), 'utf8');
}

// sealing is slow on purpose, three times
test.describe.configure({ timeout: 120_000 });

test('the accounts are sealed and kept elsewhere, and come back on the day when nobody is let in', async ({
  another,
  gatehouse,
  page,
}) => {
  await gatehouse.enter('/access/people', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  await expect(page.getByText('No backup was made with Gatehouse yet')).toBeVisible();
  const button = page.getByRole('button', { name: 'Choose dynamic-security.json' });
  await choose(page, button, 'dynamic-security.json', '');
  const seal = page.getByRole('dialog', { name: 'Seal the account file' });
  await seal.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await seal.getByLabel('The passphrase again').fill(passphrase);
  await expectAccessible(page);
  await seal.getByRole('button', { name: 'Seal and save' }).click();
  await expect(seal.getByRole('alert')).toContainText('holds no account that could log in');
  await seal.getByRole('button', { name: 'Cancel' }).click();

  await choose(page, button, 'dynamic-security.json', accountFile);
  await seal.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await seal.getByLabel('The passphrase again').fill(passphrase);
  const backup = await saved(page, seal.getByRole('button', { name: 'Seal and save' }));
  expect(backup).not.toContain('aGFzaA==');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('The last backup was made by admin')).toBeVisible();
  await expectAccessible(page);
  expect(await page.content()).not.toContain(passphrase);

  // the day comes, in a browser that knows nothing
  await another.open('/connect');
  await another.logIn('owner', 'not any more');
  await another.page.getByRole('link', { name: 'Bring its accounts back from a backup' }).click();
  await choose(another.page, another.page.getByRole('button', { name: 'Choose the backup' }), 'backup.json', backup);
  const form = another.page.getByRole('form', { name: 'Backup' });
  await form.getByLabel('Passphrase of the backup').fill('eight crows on a wire');
  await form.getByRole('button', { name: 'Open it' }).click();
  await expect(form.getByRole('alert')).toContainText('does not open with this passphrase');
  await form.getByLabel('Passphrase of the backup').fill(passphrase);
  await form.getByRole('button', { name: 'Open it' }).click();
  await expect(another.page.getByRole('list', { name: 'What to do' })).toContainText('systemctl stop mosquitto');
  await expectAccessible(another.page);
  const restored = another.page.getByRole('button', { name: 'Save dynamic-security.json' });
  expect(await saved(another.page, restored)).toBe(accountFile);
  expect(await another.page.content()).not.toContain('aGFzaA==');
});

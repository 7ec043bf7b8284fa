import { readFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import type { StoryBroker } from './brokers';

/** What every backup of a story is sealed under. */
export const backupPassphrase = 'seven crows on a wire';

/** Begins with all, as the page asks for it: the backup first, by itself or from the broker's file. Returns the backup. */
export async function backUpAndStart(page: Page, broker: StoryBroker): Promise<string> {
  const byItself = page.getByRole('form', { name: 'Backup before it begins' });
  const choose = page.getByRole('button', { name: 'Choose dynamic-security.json' });
  const start = page.getByRole('button', { name: 'Start with all' });
  await byItself.or(choose).waitFor();
  if (await byItself.isVisible()) {
    await typePassphrase(byItself);
    return saved(page, start);
  }
  await chooseFile(page, choose, broker.accountFile ?? '');
  const seal = page.getByRole('dialog', { name: 'Seal the account file' });
  await typePassphrase(seal);
  const backup = await saved(page, seal.getByRole('button', { name: 'Seal and save' }));
  await page.getByRole('button', { name: 'Done' }).click();
  await start.click();
  return backup;
}

/** `file`: where it is, or what it is. */
export async function chooseFile(
  page: Page,
  button: Locator,
  file: string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(file);
}

/** The text that a press saves as a file. */
export async function saved(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path(), 'utf8');
}

export async function typePassphrase(where: Locator, passphrase = backupPassphrase): Promise<void> {
  await where.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await where.getByLabel('The passphrase again').fill(passphrase);
}

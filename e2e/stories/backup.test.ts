import { rmSync, writeFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';

import { backUpAndStart, backupPassphrase, chooseFile, saved, typePassphrase } from '../back-up';
import type { BrokerKind, StoryBroker } from '../brokers';
import { expect, expectAccessible, passwords, test } from '../fixtures';
import { isLetIn } from '../let-in';
import type { Gatehouse } from '../pages/gatehouse';

const slow = { timeout: 60_000 };

/** She came after the home was set up, so only a backup knows her. */
const anna = { username: 'anna', password: 'anna-33d1', clientId: 'annas-phone' };

async function letAnnaIn(broker: StoryBroker): Promise<void> {
  const admin = await openConsole(broker.url, { username: 'admin', password: passwords.admin });
  const { username, password } = anna;
  await admin.ask({ command: 'createClient', username, password });
  await admin.close();
}

/** What a crash leaves of a Mosquitto's accounts is nothing; our own broker begins again with those it was set up with. */
async function loseAccounts(broker: StoryBroker, kind: BrokerKind): Promise<void> {
  await broker.kill();
  if (kind === 'embedded') rmSync(accountFileOf(broker));
  else writeFileSync(accountFileOf(broker), '');
  await broker.restart();
}

function accountFileOf({ accountFile }: StoryBroker): string {
  if (accountFile === undefined) throw new Error('this broker keeps no accounts');
  return accountFile;
}

/** Opens the backup, with a wrong passphrase first. */
async function openBackup(page: Page, backup: string): Promise<void> {
  const file = { name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(backup) };
  await chooseFile(page, page.getByRole('button', { name: 'Choose the backup' }), file);
  const form = page.getByRole('form', { name: 'Backup' });
  await form.getByLabel('Passphrase of the backup').fill('eight crows on a wire');
  await form.getByRole('button', { name: 'Open it' }).click();
  await expect(form.getByRole('alert')).toContainText('does not open with this passphrase', slow);
  await form.getByLabel('Passphrase of the backup').fill(backupPassphrase);
  await form.getByRole('button', { name: 'Open it' }).click();
  await expect(page.getByText('It opened:')).toBeVisible(slow);
}

/** By a press, from whoever can still administer it. */
async function putBackByPress({ page }: Gatehouse): Promise<void> {
  await expect(page.getByRole('list', { name: 'What changes' })).toContainText('Let in again: anna');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Put them back' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Put them back' }).click();
  await expect(page.getByText('The accounts are back')).toBeVisible();
}

/** As the page tells whoever sits at the broker's computer. */
async function putBackByHand({ page }: Gatehouse, broker: StoryBroker): Promise<void> {
  await expect(page.getByRole('list', { name: 'What to do' })).toContainText('systemctl stop mosquitto');
  await expectAccessible(page);
  const file = await saved(page, page.getByRole('button', { name: 'Save dynamic-security.json' }));
  writeFileSync(accountFileOf(broker), file);
  await broker.restart(); // which ends it first
}

// sealing is slow on purpose, and so is opening: a busy machine takes its time
test.describe.configure({ timeout: 240_000 });

test('the accounts are backed up before everything is rotated, and come back when the broker has lost them', async ({
  another,
  broker,
  brokerKind,
  gatehouse,
  page,
}) => {
  await letAnnaIn(broker);
  await gatehouse.enter('/access/all', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  await expect(page.getByText('No backup was made with Gatehouse yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go on without a backup' })).toBeVisible();
  await expectAccessible(page);
  const backup = await backUpAndStart(page, broker);
  expect(backup).not.toContain('anna');
  await expect(page.getByText(/Begun by admin/)).toBeVisible(slow);
  await expectAccessible(page);
  expect(await page.content()).not.toContain(backupPassphrase);
  await page.close();

  expect(await isLetIn(broker.url, anna)).toBe(true);
  await loseAccounts(broker, brokerKind);
  expect(await isLetIn(broker.url, anna)).toBe(false);

  // in a browser that knows nothing
  if (brokerKind === 'embedded') {
    await another.enter('/access/people', passwords.owner);
    await another.signInAsAdministrator(passwords.admin);
    await another.page.getByRole('link', { name: 'Bring accounts back' }).click();
  } else {
    await another.open('/connect');
    await another.logIn('owner', passwords.owner);
    await another.page.getByRole('link', { name: 'Bring its accounts back from a backup' }).click();
  }
  await openBackup(another.page, backup);
  await (brokerKind === 'embedded' ? putBackByPress(another) : putBackByHand(another, broker));
  expect(await isLetIn(broker.url, anna)).toBe(true);
});

test('what is no account file is not taken for a backup, and going on without is a press that is written down', async ({
  brokerKind,
  gatehouse,
  page,
}) => {
  await gatehouse.enter('/access/people', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  if (brokerKind === 'embedded') await page.getByRole('button', { name: 'Make a backup' }).click();
  else {
    const empty = { name: 'dynamic-security.json', mimeType: 'application/json', buffer: Buffer.from('') };
    await chooseFile(page, page.getByRole('button', { name: 'Choose dynamic-security.json' }), empty);
  }
  const seal = page.getByRole('dialog', { name: 'Seal the account file' });
  await typePassphrase(seal, brokerKind === 'embedded' ? 'too short' : backupPassphrase);
  await expectAccessible(page);
  await seal.getByRole('button', { name: 'Seal and save' }).click();
  await expect(seal.getByRole('alert')).toContainText(
    brokerKind === 'embedded' ? 'at least 12 characters' : 'holds no account that could log in',
  );
  await seal.getByRole('button', { name: 'Cancel' }).click();

  await gatehouse.go('Access');
  await page.getByRole('link', { name: 'Rotate everything' }).click();
  await page.getByRole('button', { name: 'Go on without a backup' }).click();
  await expect(page.getByText(/Begun by admin/)).toBeVisible(slow);
  await page.getByRole('link', { name: 'Rules' }).click();
  await expect(page.getByRole('list', { name: 'What was decided' })).toContainText('begun without a backup');
});

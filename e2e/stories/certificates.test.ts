import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Locator, type Page } from '@playwright/test';

import { startDevice, type DeviceProcess } from '../device-process';
import { expect, expectAccessible, passwords, test as base } from '../fixtures';
import { Gatehouse } from '../pages/gatehouse';
import { porchCam, startTlsBroker, type TlsBroker } from '../tls-broker';

const passphrase = 'seven crows on a wire';

type Story = {
  readonly tls: TlsBroker;
  /** the porch camera, with this much more to be told; its memory lasts as long as the story */
  readonly porch: (...args: readonly string[]) => DeviceProcess;
};

const test = base.extend<Story>({
  tls: async ({ brokerKind }, use) => {
    // the embedded broker speaks no TLS to devices
    base.skip(brokerKind === 'embedded', 'This story is about a Mosquitto: it is told once, with that.');
    const broker = await startTlsBroker();
    await use(broker);
    await broker.stop();
  },
  broker: ({ tls }, use) => use(tls),
  porch: async ({ tls }, use) => {
    const state = mkdtempSync(join(tmpdir(), 'gatehouse-porch-'));
    const running: DeviceProcess[] = [];
    const own = ['--broker', tls.url, '--id', porchCam.id, '--username', `${porchCam.id}.a`, '--name', 'Porch camera'];
    await use((...args) => {
      const device = startDevice([...own, '--state', state, '--secure', tls.secureUrl, ...args], porchCam.password);
      running.push(device);
      return device;
    });
    await Promise.all(running.map((device) => device.kill()));
    rmSync(state, { recursive: true, force: true });
  },
});
test.describe.configure({ timeout: 120_000 });

/** Presses what saves a file, and reads what was saved. */
async function saved(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path(), 'utf8');
}

const list = (page: Page, name: string) => page.getByRole('list', { name, exact: true }).getByRole('listitem');

async function makeAuthority(page: Page): Promise<string> {
  const form = page.getByRole('form', { name: 'New authority' });
  await form.getByLabel('Passphrase for the backup').fill(passphrase);
  await form.getByLabel('The passphrase again').fill(passphrase);
  await form.getByRole('button', { name: 'Make the authority' }).click();
  const backup = await saved(page, page.getByRole('button', { name: 'Save the backup' }));
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText('Keep the backup of this authority')).toBeHidden();
  return backup;
}

/** As a person does it: a certificate for the broker, three files and some lines brought to it, and a restart. */
async function giveBrokerCertificate(page: Page, broker: TlsBroker): Promise<void> {
  await page.getByLabel('Names and addresses of the broker').fill('localhost, 127.0.0.1');
  await page.getByRole('button', { name: 'Make a certificate' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Three files for the broker' });
  for (const name of ['broker.key', 'broker.crt', 'home-ca.crt'])
    broker.bring(name, await saved(page, dialog.getByRole('button', { name: `Save ${name}` })));
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'I have saved them' }).click();
  await page.getByText('What to tell Mosquitto').click();
  await configure(page, broker);
}

async function configure(page: Page, broker: TlsBroker): Promise<void> {
  broker.configure(await page.getByRole('region', { name: 'Lines for Mosquitto' }).innerText());
  await broker.restart();
}

test('a home makes its own authority, and a camera and a page speak encrypted with it', async ({
  gatehouse,
  page,
  porch,
  tls,
}) => {
  // it is in a hurry: whatever it gets ends too soon for it
  const device = porch('--renew-days', '400');
  const code = await device.says(/Its code: (\S+)/);
  await gatehouse.enter('/access/certificates', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  const backup = await makeAuthority(page);
  await expectAccessible(page);
  await giveBrokerCertificate(page, tls);

  // both sides show the same code
  await expect(list(page, 'Requests')).toContainText(code);
  await page.getByRole('button', { name: 'Grant Porch camera' }).click();
  await expect(page.getByRole('alertdialog')).toContainText(code);
  await page.getByRole('button', { name: 'Yes, it is the same' }).click();
  const first = await device.says(/^Connected with its certificate, number (\S+)/);
  const old = list(page, 'Certificates').filter({ hasText: first.slice(-6) });
  await expect(old).toContainText('In use');
  await expect(list(page, 'Transport').filter({ hasText: 'Porch camera' })).toContainText('Encrypted');
  await expectAccessible(page);
  expect(tls.log()).toContain(`as ${porchCam.id} (p5, c1, k30, u'${porchCam.id}')`);
  await expectPageOverTls(tls, gatehouse, JSON.parse(backup) as { certificate: string });

  // renewed, the old one is good until the new one is proven
  await expect(list(page, 'Requests')).toContainText('renews its certificate with the key it has');
  await page.getByRole('button', { name: 'Renew Porch camera' }).click();
  const second = await device.says(/^Connected with its certificate, number (\S+)/);
  expect(second).not.toBe(first);
  await expect(old).toContainText('Replaced by a newer one');
  await expectBackupBringsBack(gatehouse, backup, first);

  // revoked, it is cut at once, and refused when the broker has the list
  await page.getByRole('button', { name: `Revoke the certificate of porch-cam, ${first.slice(-6)}` }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('another good certificate, which goes on working')).toBeVisible();
  await page.getByRole('button', { name: `Revoke the certificate of porch-cam, ${second.slice(-6)}` }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('Its rights were taken away, and it is cut off')).toBeVisible();
  tls.bring('revoked.crl', await saved(page, page.getByRole('button', { name: 'Save the list' })));
  await configure(page, tls);
  await device.says(/^The broker does not let it in with its certificate/);
  expect(await page.content()).not.toContain('PRIVATE KEY');
  expect(device.lines.join('\n')).not.toContain(porchCam.password);
});

/** What was issued since the backup is named in a newer one, and a browser that knows nothing gets all of it back from that. */
async function expectBackupBringsBack({ page, site }: Gatehouse, backup: string, serial: string): Promise<void> {
  await bringBackup(page, backup, 'Bring the backup up to date', 'Make the new backup');
  const newer = await saved(page, page.getByRole('button', { name: 'Save the backup' }));
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText('Keep the backup of this authority')).toBeHidden();

  const context = await page.context().browser()?.newContext();
  if (context === undefined) throw new Error('The page has no browser');
  const other = new Gatehouse(await context.newPage(), site, []);
  await other.enter('/access/certificates', passwords.owner);
  await other.signInAsAdministrator(passwords.admin);
  await bringBackup(other.page, newer, 'Restore it from a backup', 'Restore');
  await expect(list(other.page, 'Certificates').filter({ hasText: serial.slice(-6) })).toBeVisible();
  await context.close();
}

/** Chooses the file behind the button `opens`; a wrong passphrase is refused, the right one taken. */
async function bringBackup(page: Page, backup: string, opens: string, confirms: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: opens }).click(),
  ]);
  await chooser.setFiles({ name: 'home-ca-backup.json', mimeType: 'application/json', buffer: Buffer.from(backup) });
  const dialog = page.getByRole('dialog');
  for (const [words, isRight] of [
    ['another passphrase', false],
    [passphrase, true],
  ] as const) {
    await dialog.getByLabel('Passphrase of the backup').fill(words);
    await dialog.getByRole('button', { name: confirms }).click();
    if (!isRight) await expect(dialog.getByRole('alert')).toBeVisible();
  }
  await expect(dialog).toBeHidden();
}

/**
 * Another person's browser, which trusts the home's authority as a phone does that has its certificate installed. A Chromium
 * without a window takes no certificates, so it is told of the key of the authority; any other is refused as ever.
 */
async function expectPageOverTls(tls: TlsBroker, { site }: Gatehouse, backup: { certificate: string }): Promise<void> {
  const spki = new X509Certificate(Buffer.from(backup.certificate, 'base64')).publicKey.export({
    format: 'der',
    type: 'spki',
  });
  const trusted = createHash('sha256').update(spki).digest('base64');
  const { launchOptions } = base.info().project.use;
  const args = [...(launchOptions?.args ?? []), `--ignore-certificate-errors-spki-list=${trusted}`];
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-profile-'));
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, args });
  const other = new Gatehouse(await context.newPage(), site, []);
  await other.open(`/devices?broker=${encodeURIComponent(tls.wssUrl)}`);
  await other.logIn('owner', passwords.owner);
  await expect(other.connection).toContainText('Connected');
  await expect(other.row('Porch camera')).toContainText('Online');
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}

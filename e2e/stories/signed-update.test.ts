import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Locator, Page } from '@playwright/test';

import { encodeFirmwareOffer } from '@/conventions/gatehouse/firmware-offer';
import { sha256Hex } from '@/credentials/certificates/encoding';
import { signUpdate } from '@/credentials/firmware-signing/sign';
import { packUpdate } from '@/credentials/firmware-signing/update-file';
import { openWorkshop } from '@/credentials/firmware-signing/workshop.testing';

import { badUpdates, type Sign } from '../bad-updates';
import { cameraPasswords } from '../brokers';
import { startDevice } from '../device-process';
import { expect, expectAccessible, passwords, test } from '../fixtures';

// two processes and a browser begin in this story
test.describe.configure({ timeout: 90_000 });

const root = join(import.meta.dirname, '../..');
const id = 'drive-camera';
const model = 'Reference camera';
const image = new Uint8Array(Buffer.alloc(9_000, 'the next firmware'));

async function saveTo(file: string, page: Page, button: Locator): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await download.saveAs(file);
}

/** As a person does it: an authority for the home, and a certificate that signs firmware. */
async function makeSigningFiles(page: Page, dir: string): Promise<void> {
  const form = page.getByRole('form', { name: 'New authority' });
  await form.getByLabel('Passphrase for the backup').fill('seven crows on a wire');
  await form.getByLabel('The passphrase again').fill('seven crows on a wire');
  await form.getByRole('button', { name: 'Make the authority' }).click();
  await page.getByRole('button', { name: 'Make a signing certificate' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Three files for signing' });
  for (const name of ['signing.key', 'signing.crt', 'home-ca.crt'])
    await saveTo(join(dir, name), page, dialog.getByRole('button', { name: `Save ${name}` }));
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'I have saved them' }).click();
  await expect(page.getByRole('list', { name: 'Certificates' })).toContainText('Signs firmware');
}

/** The file of a signed update, made by the command that is there for it. */
async function sign(dir: string, version: string): Promise<string> {
  const out = join(dir, `${version}.json`);
  const files = ['--key', 'signing.key', '--certificate', 'signing.crt', '--authority', 'home-ca.crt'];
  const paths = files.map((one) => (one.startsWith('--') ? one : join(dir, one)));
  const facts = ['--image', join(dir, 'image.bin'), '--model', model, '--version', version, '--out', out];
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/sign-firmware.ts', ...facts, ...paths], {
    cwd: root,
  });
  return out;
}

/** The same without the command: whoever has the files of the workshop signs what he likes. */
function signerWith(dir: string): Sign {
  const key = createPrivateKey(readFileSync(join(dir, 'signing.key')));
  const chain = ['signing.crt', 'home-ca.crt'].map((name) => new X509Certificate(readFileSync(join(dir, name))).raw);
  const [leaf = new Uint8Array(), authority = new Uint8Array()] = chain;
  return (signed, facts) => signUpdate({ key, chain: [leaf, authority] }, signed, { ...facts, minimumVersion: null });
}

async function choose(page: Page, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a signed update' }).click(),
  ]);
  await chooser.setFiles(file);
}

test('a camera takes the firmware that the home has signed, and the page lets no bad one through to it', async ({
  broker,
  gatehouse,
  page,
}) => {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-signed-'));
  await gatehouse.enter('/access/certificates', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  await makeSigningFiles(page, dir);
  const own = ['--broker', broker.url, '--id', id, '--username', `${id}.a`, '--name', 'Porch camera'];
  const device = startDevice(
    [...own, '--state', dir, '--firmware-ca', join(dir, 'home-ca.crt')],
    cameraPasswords.get(id) ?? '',
  );
  writeFileSync(join(dir, 'image.bin'), image);
  const [good] = await Promise.all([sign(dir, '1.1.0'), device.says(/^Ready/), gatehouse.go('Firmware')]);

  const row = page
    .getByRole('table', { name: 'Firmware' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Porch camera' }) });
  const drawer = page.getByRole('dialog', { name: 'Porch camera' });
  // what is new about a camera that has just come may move its row from under the press
  await expect(async () => {
    await row.getByRole('button', { name: 'Details of Porch camera' }).click();
    await expect(drawer).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const changed = JSON.parse(readFileSync(good, 'utf8')) as { image: string };
  writeFileSync(join(dir, 'changed.json'), JSON.stringify({ ...changed, image: `AAAA${changed.image.slice(4)}` }));
  await choose(page, join(dir, 'changed.json'));
  await expect(page.getByRole('alert')).toContainText('its SHA-256 differs');
  for (const { name, reason, ...bad } of await badUpdates(signerWith(dir), model, image)) {
    writeFileSync(join(dir, `${name}.json`), packUpdate(bad));
    await choose(page, join(dir, `${name}.json`));
    await expect(page.getByRole('alert'), name).toHaveText(`Refused: nothing was sent to the device${reason}`);
    await expect(drawer.getByRole('button', { name: /^Offer/ })).toHaveCount(0);
  }

  await choose(page, good);
  await expect(drawer).toContainText('Workshop, certificate number ends in');
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Offer 1.1.0 to the device' }).click();
  await device.says(/^Has the image of 1\.1\.0, 9000 bytes/);
  // the first word about firmware that it had was the good one
  expect(device.lines.join('\n')).not.toContain('Refused');
  await drawer.getByRole('button', { name: 'Close' }).click();
  await row.getByRole('button', { name: /^Update / }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Update', exact: true }).click();
  await device.says(/^Installed 1\.1\.0/);
  await expect(row).toContainText('1.1.0');
  await device.kill();
  rmSync(dir, { recursive: true, force: true });
});

test('a camera refuses each of the four bad updates that reach it past the page, and takes the good one after them', async ({
  broker,
  somebody,
}) => {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-signed-'));
  const workshop = await openWorkshop('Our home', Date.now());
  writeFileSync(join(dir, 'home-ca.crt'), new X509Certificate(workshop.ca.certificate).toString());
  const own = ['--broker', broker.url, '--id', id, '--username', `${id}.a`, '--state', dir];
  const device = startDevice([...own, '--firmware-ca', join(dir, 'home-ca.crt')], cameraPasswords.get(id) ?? '');
  await device.says(/^Ready/);
  const told: { installed: string; updateAvailable: boolean; outcome?: string; reason?: string }[] = [];
  somebody.on('message', (_, payload) => void told.push(JSON.parse(payload.toString()) as (typeof told)[number]));
  await somebody.subscribeAsync(`gatehouse/v1/device/${id}/firmware/state`, { qos: 1 });
  const offer = async (manifest: string, sent: Uint8Array) => {
    const words = encodeFirmwareOffer(id, { manifest, sha256: await sha256Hex(image), image: sent });
    for (const { topic, payload, ...options } of words) await somebody.publishAsync(topic, payload, options);
  };

  for (const bad of await badUpdates(workshop.sign, model, image)) {
    await offer(bad.manifest, bad.image);
    expect(await device.says(/^Refused an update\. (.+)$/), bad.name).toBe(bad.reason);
    await expect
      .poll(() => told.at(-1), { message: bad.name })
      .toEqual({ installed: '1.0.0', updateAvailable: false, outcome: 'failed', reason: bad.reason });
  }
  await offer(await workshop.sign(image, {}), image);
  await device.says(/^Has the image of 1\.1\.0/);
  expect(device.lines.filter((line) => line.startsWith('Refused'))).toHaveLength(4);
  await device.kill();
  rmSync(dir, { recursive: true, force: true });
});

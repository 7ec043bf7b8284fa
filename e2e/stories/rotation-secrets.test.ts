import { programPasswords } from '../brokers';
import { expect, passwords, test } from '../fixtures';
import { openEyes } from '../open-eyes';
import type { Gatehouse } from '../pages/gatehouse';

test.use({ cameras: true });
// a rotation waits for devices, in real time
test.describe.configure({ timeout: 150_000 });

const isLong = process.env['GATEHOUSE_LONG'] === '1';

async function openAccess(gatehouse: Gatehouse): Promise<void> {
  await gatehouse.enter('/access', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
}

test('no password is anywhere but with the broker and the device', async ({ broker, gatehouse, household, page }) => {
  const eyes = await openEyes(broker, page);
  await openAccess(gatehouse);
  for (const account of ['drive-camera.a', 'zigbee2mqtt']) {
    await gatehouse.rotate(account);
    await gatehouse.startRotation();
    await expect(gatehouse.rotation).toContainText('no longer works', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Close' }).click();
  }
  await gatehouse.openDevice('Coordinator');
  const secrets = household.home.secrets();
  expect(secrets.every((secret) => secret.length > 8)).toBe(true);
  const everything = await eyes.everything();
  for (const secret of [...secrets, passwords.admin]) expect(everything).not.toContain(secret);
  expect(eyes.heard.length).toBeGreaterThan(50);
  await eyes.close();
});

test.describe('what is told by command, and what somebody types in', () => {
  test.use({ dialects: true });
  test.describe.configure({ timeout: 360_000 });
  test.skip(!isLong, 'each of them starts anew; npm run test:long tells it');

  const toldByCommand = ['patio-plug', 'reading-lamp', 'nuki-hub', 'cellar-leak'];

  test('has its password nowhere else either', async ({ broker, gatehouse, household, page }) => {
    const eyes = await openEyes(broker, page);
    await openAccess(gatehouse);
    const close = page.getByRole('button', { name: /^Close/ });
    for (const account of toldByCommand) {
      const before = programPasswords.get(account) ?? '';
      await gatehouse.rotate(account);
      await gatehouse.startRotation();
      // on Mosquitto 2.0 only a person can tell of the last two; that the device holds the new one is seen at the device
      await expect(gatehouse.rotation).toContainText(/no longer works|tells which one it uses/, { timeout: 90_000 });
      await expect.poll(() => household.home.secrets(), { timeout: 90_000 }).not.toContain(before);
      await close.click();
    }
    await gatehouse.rotate('frigate');
    await gatehouse.startRotation();
    await page.getByRole('button', { name: 'Show the new log-in' }).click();
    await page.getByRole('button', { name: 'Show the password' }).click();
    const typed =
      (await page
        .getByRole('region', { name: 'New log-in' })
        .getByText(/^[a-z2-9]{26}$/)
        .textContent()) ?? '';
    await page.getByRole('button', { name: 'Password as a QR code' }).click();
    await close.click();
    const secrets = [...household.home.secrets(), ...programPasswords.values(), typed, passwords.admin];
    expect(secrets.every((secret) => secret.length > 8)).toBe(true);
    const everything = await eyes.everything();
    for (const secret of secrets) expect(everything).not.toContain(secret);
    expect(eyes.heard.length).toBeGreaterThan(50);
    await eyes.close();
  });
});

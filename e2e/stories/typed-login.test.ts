import { knock } from '@/embedded-broker/guest.testing';
import { readQrCode } from '@/features/access/qr-code.testing';

import { everythingKept } from '../everything-kept';
import { expect, expectAccessible, passwords, test } from '../fixtures';

// a busy machine takes its time for each step
test.describe.configure({ timeout: 150_000 });

/** no device speaks in this story, so each is given its password by hand */
const drive = { id: 'drive-camera', account: 'drive-camera.a' };

test('a new log-in that a person types in is masked, shown, copied and scanned, and gone from the page with its dialog', async ({
  broker,
  context,
  gatehouse,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (what: string) => {
    await gatehouse.dialog.getByRole('button', { name: `Copy the ${what}` }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await gatehouse.enter('/access', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  await gatehouse.rotate(drive.account);
  await gatehouse.startRotation();
  await expect(gatehouse.dialog).toContainText('as long as you are signed in');
  await gatehouse.dialog.getByRole('button', { name: 'Show the new log-in' }).click();

  const login = gatehouse.dialog.getByRole('region', { name: 'New log-in' });
  await expect(login).toContainText(`${drive.id}.b`);
  const [username, password] = [await copied('username'), await copied('password')];
  expect(password.length).toBeGreaterThan(20);
  expect(await page.content()).not.toContain(password);
  await login.getByRole('button', { name: 'Show the password' }).click();
  await expect(login).toContainText(password);
  await login.getByRole('button', { name: 'Hide the password' }).click();
  await expect(login).not.toContainText(password);

  const code = login.getByRole('img', { name: 'The new password as a QR code' });
  await login.getByRole('button', { name: 'Password as a QR code', expanded: false }).click();
  const drawing = {
    viewBox: (await code.getAttribute('viewBox')) ?? '',
    path: (await code.locator('path').getAttribute('d')) ?? '',
  };
  expect(readQrCode(drawing)).toBe(password);
  expect(await page.content()).not.toContain(password);
  await expectAccessible(page);

  // shown again, and left to be closed with the dialog
  await login.getByRole('button', { name: 'Show the password' }).click();
  await expect(login).toContainText(password);
  await gatehouse.dialog.getByRole('button', { name: 'Close, it goes on' }).click();
  await expect(gatehouse.dialog).toBeHidden();
  const isInPage = () => page.content().then((text) => [password, drawing.path].some((one) => text.includes(one)));
  await expect.poll(isInPage).toBe(false);
  expect(await everythingKept(page)).not.toContain(password);

  await gatehouse.credential(drive.account).getByRole('button', { name: 'Show the change of' }).click();
  await expect(gatehouse.dialog.getByRole('button', { name: 'Show the new log-in' })).toBeVisible();
  expect(await isInPage()).toBe(false);
  const device = knock(broker.url, { username, password, clientId: drive.id, protocolVersion: 5 });
  await device.next('connect'); // what was shown is what the broker takes
  await device.client.endAsync(true);
});

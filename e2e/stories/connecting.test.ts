import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { everythingKept } from '../everything-kept';
import { expect, expectAccessible, passwords, test } from '../fixtures';

test('a wrong password is told exactly, and the right one lets in', async ({ gatehouse, household: _, page }) => {
  await gatehouse.open('/');
  await expect(gatehouse.form.getByLabel('Broker address')).not.toHaveValue('');
  await expectAccessible(page);
  await gatehouse.logIn('owner', 'wrong');
  await expect(gatehouse.alert).toContainText(/username or (?:the )?password/i);
  await expectAccessible(page);
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.connection).toContainText('Connected');
  await expect(gatehouse.heading).not.toContainText('Connect');
});

test('where nothing listens, the likely causes are told', async ({ gatehouse, broker }) => {
  await broker.kill();
  await gatehouse.open('/connect');
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.alert).toContainText(/cannot reach/i);
  await broker.restart();
});

test('a web server that is no broker is told exactly', async ({ gatehouse }) => {
  const server = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await gatehouse.open('/connect');
  await gatehouse.form.getByLabel('Broker address').fill(`ws://127.0.0.1:${port}/mqtt`);
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.alert).toContainText(/web server answers/i);
  server.close();
});

test('an address that was meant otherwise is put right with one press, and one goes on at it', async ({
  gatehouse,
  page,
}) => {
  await gatehouse.open('/connect');
  const address = gatehouse.form.getByLabel('Broker address');
  await address.fill('mqtt://192.168.1.10:1883');
  await gatehouse.form.getByRole('button', { name: 'Connect' }).click();
  await expect(gatehouse.alert).toBeVisible();
  await page.getByRole('button', { name: 'Use ws://192.168.1.10:9001' }).press('Enter');
  await expect(address).toHaveValue('ws://192.168.1.10:9001');
  await expect(address).toBeFocused();
  await expectAccessible(page);
});

test('an address in a link presets the form, and never a password', async ({ gatehouse, broker }) => {
  await gatehouse.open(`/devices?broker=${encodeURIComponent(broker.url)}&username=anna&password=secret`);
  await expect(gatehouse.form.getByLabel('Broker address')).toHaveValue(broker.url);
  await expect(gatehouse.form.getByLabel('Username')).toHaveValue('anna');
  await expect(gatehouse.form.getByLabel('Password')).toHaveValue('');
});

test('the password is kept nowhere', async ({ gatehouse, household: _, page }) => {
  await gatehouse.open('/');
  await gatehouse.form.getByText('Remember on this device').click();
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.connection).toContainText('Connected');
  const kept = `${await everythingKept(page)} ${await page.content()}`;
  expect(kept).not.toContain(passwords.owner);
});

test('a kept log-in that is refused is not said to have no name, whatever stands in the form', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enterWithVault('/', passwords.owner, 'correct horse battery staple');
  await gatehouse.go('Settings');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  const commands = [{ command: 'setClientPassword', username: 'owner', password: 'another-77' }];
  await somebody.publishAsync('$CONTROL/dynamic-security/v1', JSON.stringify({ commands }), { qos: 1 });
  await gatehouse.form.getByLabel('Username').fill('');
  await page.getByRole('button', { name: /Connect to ws:.* as owner/ }).click();
  await expect(gatehouse.alert).toContainText('refused this username or password');
  await expect(gatehouse.alert).toContainText('Check both');
});

test('whoever types no password is not warned of one', async ({ gatehouse, broker, page }) => {
  await gatehouse.open('/connect');
  // this machine, and not known to be it
  const url = broker.url.replace(/127\.0\.0\.1|localhost/, '0.0.0.0');
  await gatehouse.form.getByLabel('Broker address').fill(url);
  await gatehouse.logIn('owner', 'a word');
  const warning = page.getByRole('alertdialog', { name: 'Connect without encryption?' });
  await warning.getByRole('button', { name: 'Cancel' }).click();
  await gatehouse.logIn('', '');
  await expect(gatehouse.alert).toBeVisible();
  await expect(warning).toBeHidden();
});

test('a wrong address does not take the place of the right one that is remembered', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.open('/');
  await gatehouse.form.getByText('Remember on this device').click();
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.connection).toContainText('Connected');
  const remembered = () => page.evaluate(() => localStorage.getItem('gatehouse.broker'));
  expect(await remembered()).toContain(broker.url);
  await gatehouse.open('/connect');
  await gatehouse.form.getByLabel('Broker address').fill('ws://127.0.0.1:9');
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.alert).toContainText(/cannot reach/i);
  expect(await remembered()).toContain(broker.url);
});

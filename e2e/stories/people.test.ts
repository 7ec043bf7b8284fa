import { knock } from '@/embedded-broker/guest.testing';

import { cameraPasswords } from '../brokers';
import { expect, expectAccessible, passwords, test } from '../fixtures';

/** What a guest of the broker may do; MQTT 5 tells a refusal by its reason code. */
function may(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  );
}

type Login = { readonly username: string; readonly password: string; readonly clientId?: string };

async function isLetIn(url: string, login: Login): Promise<boolean> {
  const guest = knock(url, { ...login, protocolVersion: 5 });
  const letIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
  await guest.client.endAsync(true);
  return letIn;
}

test('a guest is added, sees the home and unlocks nothing; when she has left she is not let in', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/access/people', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  await expect(page.getByText('There is only one administrator')).toBeVisible();
  await expectAccessible(page);
  const own = page.getByRole('listitem', { name: 'owner' });
  await own.getByRole('button', { name: 'Off-board' }).click();
  await expect(page.getByRole('dialog')).toContainText('This page is connected with this log-in.');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('Name of the log-in').fill('anna');
  await expect(page.getByRole('radio', { name: /^Guest/ })).toBeChecked();
  // what a watcher may do about updates is asked, with what it means
  await page.getByRole('radio', { name: /^Watcher/ }).click({ force: true });
  await expect(page.getByRole('radio', { name: /^No updates/ })).toBeChecked();
  await expect(page.getByRole('radiogroup', { name: 'Updates' })).toContainText('could open a garage door');
  await expectAccessible(page);
  await page.getByRole('radio', { name: /^Guest/ }).click({ force: true });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const password = (await page.getByRole('alertdialog').getByLabel('New password').textContent()) ?? '';
  await page.getByRole('button', { name: 'Done' }).click();
  const anna = page.getByRole('listitem', { name: 'anna' });
  await expect(anna).toContainText('Guest');
  expect(await page.content()).not.toContain(password);

  const guest = knock(broker.url, { username: 'anna', password, protocolVersion: 5 });
  await guest.next('connect');
  await guest.client.subscribeAsync('zigbee2mqtt/bridge/state');
  await guest.heard('zigbee2mqtt/bridge/state');
  expect(await may(guest.client.publishAsync('zigbee2mqtt/Front door/set', '{"state":"UNLOCK"}', { qos: 1 }))).toBe(
    false,
  );

  const cut = guest.next('close');
  await anna.getByRole('button', { name: 'Off-board' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Off-board' }).click();
  await expect(page.getByRole('list', { name: 'Places' })).toContainText('switched off');
  await expectAccessible(page);
  await cut;
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(anna).toContainText('nobody can log in with it');
  expect(await isLetIn(broker.url, { username: 'anna', password })).toBe(false);
});

test.describe('with cameras', () => {
  test.use({ cameras: true });

  test('a banned camera is refused within two seconds, and a wrongly banned one is back with one press', async ({
    broker,
    gatehouse,
    household: _,
    page,
  }) => {
    const id = 'drive-camera';
    const login = { username: `${id}.a`, password: cameraPasswords.get(id) ?? '', clientId: id };
    await gatehouse.enter('/access/policies', passwords.owner);
    await gatehouse.signInAsAdministrator(passwords.admin);
    await page.getByRole('button', { name: 'They all belong here' }).click();
    await expect(page.getByText('Nobody is waiting.')).toBeVisible();
    await expectAccessible(page);
    const camera = page.getByRole('listitem', { name: 'Drive camera' });
    await camera.getByRole('button', { name: 'Ban' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Ban' }).click();
    await expect(async () => expect(await isLetIn(broker.url, login)).toBe(false)).toPass({ timeout: 2_000 });
    const banned = page.getByRole('list', { name: 'Restricted and banned' });
    await expect(banned).toContainText('Banned: is not let in');
    await expectAccessible(page);
    // on its own page somebody looks first who misses it
    await banned.getByRole('link', { name: 'Drive camera' }).click();
    const access = page.getByRole('region', { name: 'Access' });
    await expect(access).toContainText('It is banned: the broker does not let it in.');
    await expect(page.getByRole('region', { name: 'Open alerts' })).toContainText('Drive camera is banned');
    await expectAccessible(page);
    await access.getByRole('button', { name: 'Bring back Drive camera' }).click();
    await expect(access).not.toContainText('It is banned');
    await gatehouse.go('Devices');
    await expect(gatehouse.row('Drive camera')).toContainText('Online', { timeout: 30_000 });
  });
});

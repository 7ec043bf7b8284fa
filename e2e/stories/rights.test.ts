import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';

import { expect, expectAccessible, passwords, test } from '../fixtures';

test.use({ cameras: true });
// a device that is cut comes back in real time
test.describe.configure({ timeout: 120_000 });

const may = (acltype: string, topic: string) => ({ acltype, topic, allow: true });
const hears = (topic: string) => [may('subscribePattern', topic), may('publishClientReceive', topic)];

/** A family member who may command, a guest who may look, and a camera that somebody gave the whole home. */
async function furnish(url: string): Promise<void> {
  const admin = await openConsole(url, { username: 'admin', password: passwords.admin, protocolVersion: 5 });
  const answers = await admin.ask(
    { command: 'createRole', rolename: 'family', acls: [may('publishClientSend', 'zigbee2mqtt/+/set'), ...hears('#')] },
    { command: 'createRole', rolename: 'guest', acls: hears('#') },
    { command: 'createRole', rolename: 'everything', acls: [may('publishClientSend', '#'), ...hears('#')] },
    { command: 'createClient', username: 'anna', password: 'anna-41c0' },
    { command: 'createClient', username: 'visitor', password: 'visitor-41c0' },
    { command: 'addClientRole', username: 'anna', rolename: 'family' },
    { command: 'addClientRole', username: 'visitor', rolename: 'guest' },
    { command: 'addClientRole', username: 'drive-camera.a', rolename: 'everything', priority: 5 },
  );
  await admin.close();
  expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
}

test('who can open the front door is told with the way; a camera that may do everything is narrowed, and given it back', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  await furnish(broker.url);
  await gatehouse.enter('/access/rights', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);

  const asked = 'Who can open the front door?';
  await page.getByLabel('Ask about').selectOption('Front door');
  await expect(page.getByRole('heading', { name: asked })).toBeVisible();
  const openers = page.getByRole('list', { name: asked }).getByRole('listitem');
  await expect(openers.filter({ hasText: 'anna' }).first()).toContainText(
    'Through its own command topic, by the role “family”.',
  );
  await expect(openers.filter({ hasText: 'visitor' })).toHaveCount(0);
  await expect(openers.filter({ hasText: 'drive-camera.a' }).first()).toContainText('by the role “everything”');
  await expectAccessible(page);

  const finding = page.getByRole('list', { name: 'What to change' }).getByRole('listitem').filter({
    hasText: 'drive-camera.a may publish',
  });
  await finding.getByRole('button', { name: 'Give it only what it needs: drive-camera.a' }).click();
  const dialog = page.getByRole('dialog', { name: 'Only what it needs' });
  await expect(dialog).toContainText('this would have refused nothing');
  const changes = dialog.getByRole('list', { name: 'Changes' });
  await expect(changes).toContainText('No longer: may publish everywhere');
  await expect(changes).toContainText('may publish on gatehouse/v1/device/drive-camera/telemetry');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(finding).toHaveCount(0);
  await expect(openers.filter({ hasText: 'drive-camera.a' })).toHaveCount(0);

  const account = page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').filter({
    hasText: 'drive-camera.a',
  });
  await account.getByText('drive-camera.a').first().click();
  await expect(account.first()).toContainText('only:drive-camera');
  await account.getByRole('button', { name: 'Give it back what it had: drive-camera.a' }).click();
  await expect(finding).toHaveCount(1);
  await gatehouse.go('Devices');
  await expect(gatehouse.row('Drive camera')).toContainText('Online');
});

test('somebody without a username is refused, and the page says that it was tried', async ({
  gatehouse,
  household: _,
}) => {
  await gatehouse.enter('/access/rights', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  const section = gatehouse.region('Without a username');
  await section.getByRole('button', { name: 'Try it' }).click();
  await expect(section).toContainText('Nobody gets in without a username');
});

import { personRole } from '@/credentials/roles/person-roles';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';

import { expect, expectAccessible, passwords, test } from '../fixtures';

test('a role that an older Gatehouse made is named, and brought up to date with one press', async ({
  broker,
  gatehouse,
  page,
}) => {
  const administrator = await openConsole(broker.url, { username: 'admin', password: passwords.admin });
  const { name: rolename } = personRole('installer').role;
  await administrator.ask({ command: 'deleteRole', rolename }, { command: 'createRole', rolename, acls: [] });
  await gatehouse.enter('/access/people', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  const older = page.getByText('The role Installer is older than this Gatehouse');
  await expect(older).toBeVisible();
  await expectAccessible(page);
  const question = page.getByRole('alertdialog');
  const renew = async () => {
    await page.getByRole('button', { name: 'Bring it up to date' }).click();
    await expect(question).toContainText('Nobody is cut off.');
    await question.getByRole('button', { name: 'Bring it up to date' }).click();
  };

  // why it was not done is said at once, also to those who listen
  const administering = { acltype: 'publishClientSend', topic: '$CONTROL/#', allow: true } as const;
  await administrator.ask({ command: 'modifyRole', rolename, acls: [administering] });
  await renew();
  await expect(gatehouse.alert).toContainText('Somebody made this a role of administrators');
  await expectAccessible(page);

  await administrator.ask({ command: 'modifyRole', rolename, acls: [] });
  await administrator.close();
  await renew();
  await expect(older).toBeHidden();
});

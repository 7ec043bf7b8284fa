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
  await administrator.close();
  await gatehouse.enter('/access/people', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  const older = page.getByText('The role Installer is older than this Gatehouse');
  await expect(older).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Nobody is cut off.');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Bring it up to date' }).click();
  await expect(older).toBeHidden();
});

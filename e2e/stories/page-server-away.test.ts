import { servePage } from '@/cli/serve-page';

import { dist, expect, expectAccessible, passwords, test } from '../fixtures';
import { Gatehouse } from '../pages/gatehouse';

// what the browser keeps for days without a network would be there all the same
test.use({ serviceWorkers: 'block' });
test.skip(({ brokerKind }) => brokerKind !== 'embedded', 'the broker has no part in it');

test('a rule that is made while the server of the page is away: it is said that a part could not be loaded', async ({
  broker,
  page,
  misdeeds,
}) => {
  const server = await servePage({ directory: dist, port: 0, demo: { url: broker.url } });
  const gatehouse = new Gatehouse(page, server.url, misdeeds);
  await gatehouse.enter('/access/policies', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  await page.getByRole('button', { name: 'Make a rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a rule' });
  await expect(dialog.getByRole('button', { name: 'Watch this rule' })).toBeVisible();
  await server.close();
  await dialog.getByRole('button', { name: 'Watch this rule' }).click();
  const told = page.getByRole('alert');
  await expect(told).toContainText('A part of Gatehouse could not be loaded. Try again, or load the page again.');
  await expectAccessible(page);
  await told.getByRole('button', { name: 'Dismiss' }).click();
  await expect(told).toBeHidden();
  await expect(dialog).toBeVisible();
  // the browser itself complains of the part that it could not load
  const own = misdeeds.filter((one) => !/ERR_CONNECTION_REFUSED/.test(one));
  misdeeds.splice(0, misdeeds.length, ...own);
});

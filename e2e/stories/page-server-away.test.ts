import { servePage } from '@/cli/serve-page';

import { dist, expect, expectAccessible, pardon, passwords, test } from '../fixtures';
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
  pardon(misdeeds, /ERR_CONNECTION_REFUSED/);
});

test('a page that was not open before the server of the page went says why it does not come, and those before still work', async ({
  broker,
  household: _,
  page,
  misdeeds,
}) => {
  const server = await servePage({ directory: dist, port: 0, demo: { url: broker.url } });
  const gatehouse = new Gatehouse(page, server.url, misdeeds);
  await gatehouse.enter('/', passwords.owner);
  const todo = page.getByRole('list', { name: 'To do' });
  await expect(todo).toBeVisible();
  await server.close();
  await gatehouse.go('Firmware');
  await expect(gatehouse.heading).toHaveText('This page could not be loaded');
  await expect(page.getByRole('main')).toContainText('The computer that serves Gatehouse does not answer');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await expect(todo).toBeVisible();
  pardon(misdeeds, /ERR_CONNECTION_REFUSED|dynamically imported module/);
});

import { wholeBrowser } from '../browsers';
import { expect, expectAccessible, passwords, test } from '../fixtures';

test.use({ launchOptions: wholeBrowser });

test('whoever asks to be told gets a notification, and nobody is asked unasked', async ({
  context,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await context.grantPermissions(['notifications']);
  await gatehouse.enterAlerts(passwords.owner);
  const state = page.getByRole('status', { name: 'Notification state' });
  await expect(state).toContainText('can tell you');
  await page.getByRole('button', { name: 'Tell me when something happens' }).click();
  await expect(state).toContainText('tells you when something happens');
  await somebody.publishAsync('zigbee2mqtt/Kitchen smoke', '{"smoke":true}', { qos: 1 });
  // said only when the browser itself reports that it has shown it
  await expect(state).toContainText('The kitchen smoke reports smoke');
  await page.getByRole('button', { name: 'Stop telling me' }).click();
  await expect(state).toContainText('can tell you');
});

test('a browser that was told not to show notifications is told apart', async ({ context, gatehouse, page }) => {
  await context.grantPermissions(['clipboard-read']); // and no other
  await gatehouse.enter('/alerts', passwords.owner);
  const state = page.getByRole('status', { name: 'Notification state' });
  await expect(state).toContainText('was told not to show notifications');
  await expect(page.getByRole('button', { name: 'Tell me when something happens' })).toBeHidden();
  await expectAccessible(page);
});

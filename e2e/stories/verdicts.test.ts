import { expect, expectAccessible, passwords, test } from '../fixtures';

test('a person says what an alert was, mutes its kind for a week, and the whole household sees both', async ({
  another,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const tamper = 'The bedroom window says that somebody tampered with it';
  for (const someone of [gatehouse, another]) {
    await someone.enterAlerts(passwords.owner);
  }
  await somebody.publishAsync('zigbee2mqtt/Bedroom window', '{"tamper":true}', { qos: 1 });
  await expect(another.alertAbout(tamper)).toBeVisible();
  await gatehouse.alertAbout(tamper).getByRole('button', { name: 'What it was' }).press('Enter');
  const nothingLearned = 'Only this alert is closed; the next one is told as before. To hear less of it, mute it.';
  await expect(page.getByRole('menu', { name: 'What it was' })).toHaveAccessibleDescription(nothingLearned);
  await expect(page.getByText(nothingLearned)).toBeVisible();
  await page.getByRole('menuitem', { name: 'This was me' }).click();
  await expect(another.alertAbout(tamper)).toContainText('this was one of you');
  await another.alertAbout(tamper).getByRole('button', { name: 'Open again' }).press('Enter');
  await expect(gatehouse.alertAbout(tamper)).not.toContainText('this was one of you');

  await gatehouse.alertAbout(tamper).getByRole('button', { name: 'Mute' }).press('Enter');
  await page.getByRole('menuitem', { name: 'For a week' }).click();
  const muted = another.page.getByRole('list', { name: 'Muted' }).getByRole('listitem');
  await expect(muted).toContainText('Bedroom window: tampering, until');
  await expect(another.alertAbout(tamper)).toContainText('Snoozed until');
  await another.page.reload();
  await another.logIn('owner', passwords.owner);
  await expect(muted).toContainText('Bedroom window');
  await expectAccessible(another.page);
  await another.page.getByText(/^Set aside 1$/).click();
  await expect(another.alertAbout(tamper)).toContainText('Snoozed until');
  await another.page.getByRole('button', { name: 'Unmute Bedroom window: tampering' }).click();
  await expect(muted).toBeHidden();
  await expect(gatehouse.page.getByRole('list', { name: 'Muted' })).toBeHidden();
  await another.page.getByText(/^Open \d+$/).click();
  await expect(another.alertAbout(tamper).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
});

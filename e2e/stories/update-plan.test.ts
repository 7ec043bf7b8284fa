import type { Page } from '@playwright/test';

import { expect, expectAccessible, passwords, test } from '../fixtures';
import type { Gatehouse } from '../pages/gatehouse';

// an update takes its time, also in a simulated home
test.setTimeout(120_000);

const plan = (page: Page) => page.getByRole('region', { name: 'Update plan' });
const planned = (page: Page) => plan(page).getByRole('listitem');

async function leaveForTheNight(gatehouse: Gatehouse, name: string): Promise<void> {
  const { page } = gatehouse;
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await expect(row).toContainText('Update available', { timeout: 40_000 });
  await gatehouse.select(name);
  await page.getByRole('button', { name: 'Update tonight' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave it for tonight' }).click();
}

/** Hours that are over by now, so that what is left for the night waits: the half hour that began two hours ago. */
async function onlyAtAnotherTime(page: Page): Promise<void> {
  await plan(page).getByRole('button', { name: 'Change the rules' }).click();
  const past = ((Math.floor((new Date().getHours() * 60 + new Date().getMinutes()) / 30) + 44) % 48) * 30;
  await page.getByLabel('From', { exact: true }).selectOption(String(past));
  await page.getByLabel('To', { exact: true }).selectOption(String((past + 30) % 1440));
  await page.getByRole('button', { name: 'Save the rules' }).click();
}

test('an update that is left for the night waits for its hour, survives a reload, and is done by itself', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  await onlyAtAnotherTime(page);
  await leaveForTheNight(gatehouse, 'Garage/Side door');
  await expect(planned(page)).toContainText('It waits: it is outside the hours for updates.');
  await expect(page.getByRole('status', { name: 'Who carries it out' })).toContainText('This page carries it out');
  await expectAccessible(page);
  await gatehouse.enter('/firmware', passwords.owner);
  await expect(planned(page)).toContainText('Garage/Side door');
  await plan(page).getByRole('button', { name: 'Change the rules' }).click();
  await page.getByRole('checkbox', { name: 'Only in certain hours' }).click({ force: true });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save the rules' }).click();
  await expect(plan(page)).toContainText('at any time');
  await expect(planned(page)).toContainText('Its bridge gives it the update when it wakes up.', { timeout: 30_000 });
  await expect(planned(page)).toContainText('It is back with the new version', { timeout: 60_000 });
  const ended = plan(page).getByRole('list', { name: 'Ended' }).getByRole('listitem');
  await expect(ended).toContainText(/Ordered.*Began.*Ended/);
  await expect(plan(page).getByRole('list', { name: 'Now and next' })).toHaveCount(0);
});

test('one that waits is called off, and one that runs is stopped by its bridge', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  await onlyAtAnotherTime(page);
  await leaveForTheNight(gatehouse, 'Garage/Side door');
  await planned(page).getByRole('button', { name: 'Call off' }).click();
  await expect(planned(page)).toContainText('Somebody called it off.');
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Garage/Side door' }) });
  await row.getByRole('button', { name: /^Update / }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Update', exact: true }).click();
  await expect(planned(page).last()).toContainText('% done', { timeout: 30_000 });
  await planned(page).last().getByRole('button', { name: 'Call off' }).click();
  await expect(planned(page).last()).toContainText('It was called off.', { timeout: 30_000 });
});

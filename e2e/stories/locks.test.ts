import { expect, expectAccessible, passwords, test } from '../fixtures';

test('a door is unlocked and locked, each time after a question', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Front door');
  const state = gatehouse.region('State');
  await expect(state).toContainText('Locked');
  await state.getByRole('button', { name: 'Unlock' }).press('Enter');
  const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(question).toContainText('Unlock the front door?');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(state).toContainText('Locked');
  await state.getByRole('button', { name: 'Unlock' }).press('Enter');
  await question.getByRole('button', { name: 'Unlock' }).click();
  await expect(state.getByRole('status', { name: 'Device state' })).toContainText('Unlocked');
  // it cannot be pressed any more, and whoever goes by keys is still at it
  const unlock = state.getByRole('button', { name: 'Unlock' });
  await expect(unlock).toBeDisabled();
  await expect(unlock).toBeFocused();
  await state.getByRole('button', { name: 'Lock', exact: true }).press('Enter');
  await question.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(state.getByRole('status', { name: 'Device state' })).toContainText('Locked');
});

test('a bolt that jams is explained', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Cellar door (jams)');
  await gatehouse.region('State').getByRole('button', { name: 'Lock', exact: true }).press('Enter');
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Lock', exact: true })
    .click();
  await expect(gatehouse.region('State')).toContainText('The bolt did not reach its end');
  await gatehouse.go('Overview');
  await expect(gatehouse.heading).toContainText(/jam/i);
  await expectAccessible(page);
});

test('what is to do stands on the overview, and is done from there', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await somebody.publishAsync('zigbee2mqtt/Front door/set', '{"state":"UNLOCK"}');
  const toDo = page.getByRole('list', { name: 'To do' });
  await toDo.getByRole('button', { name: 'Lock the front door' }).click();
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Lock', exact: true })
    .click();
  await expect(toDo.getByRole('button', { name: 'Lock the front door' })).toBeHidden();
  // the button is gone: the heading, which says how the home is now, has the focus
  await expect(gatehouse.heading).toBeFocused();
  await expectAccessible(page);
  // one that jams is another thing to do, with the same button
  const cellar = toDo.getByRole('listitem').filter({ hasText: 'Lock the cellar door' });
  await expect(cellar).toContainText('is unlocked');
  await cellar.getByRole('button').click();
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Lock', exact: true })
    .click();
  await expect(cellar).toContainText('The bolt did not reach its end');
  await expect(cellar.getByRole('button')).toBeFocused();
  // somebody else locks a door while it is asked about: the question goes, and so does what opened it
  await somebody.publishAsync('zigbee2mqtt/Front door/set', '{"state":"UNLOCK"}');
  await toDo.getByRole('button', { name: 'Lock the front door' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await somebody.publishAsync('zigbee2mqtt/Front door/set', '{"state":"LOCK"}');
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await expect(gatehouse.heading).toBeFocused();
  await expect(page.getByRole('link', { name: /Front door\b.*Locked/ }).first()).toBeVisible();
});

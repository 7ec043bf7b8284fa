import type { Locator, Page } from '@playwright/test';
import type { MqttClient } from 'mqtt';

import { namesTopic, readNames } from '@/credentials/codes/names';

import { expect, expectAccessible, passwords, test } from '../fixtures';
import { openEyes } from '../open-eyes';
import type { Gatehouse } from '../pages/gatehouse';

const code = { first: '073952', second: '680742', taken: '274916' };

/** The page of codes, by roles and names. */
function codesOn(page: Page) {
  const people = page.getByRole('list', { name: 'People with codes' });
  return {
    person: (name: string): Locator => people.getByRole('article', { name }),
    dialog: page.getByRole('dialog'),
    goes: (lock: string): Locator => page.getByRole('status', { name: `How it goes with ${lock}` }),
    async give(name: string, locks: readonly string[], digits: string): Promise<void> {
      await page.getByRole('button', { name: 'Give a code' }).click();
      const dialog = page.getByRole('dialog', { name: 'Give a code' });
      await dialog.getByLabel('Person').fill(name);
      for (const lock of locks) await dialog.getByText(lock, { exact: true }).click();
      await dialog.getByLabel('Code', { exact: true }).fill(digits);
      await dialog.getByRole('button', { name: 'Set the code' }).click();
    },
    close: () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click(),
  };
}

async function openCodes(gatehouse: Gatehouse): Promise<ReturnType<typeof codesOn>> {
  await gatehouse.enter('/access/codes', passwords.owner);
  await expect(gatehouse.page.getByRole('list', { name: 'Locks with codes' })).toContainText(
    '3 codes, and 7 free places',
  );
  return codesOn(gatehouse.page);
}

test('a person gets a code on two locks, another one, and none; each lock says so itself', async ({
  gatehouse,
  household: { home },
  page,
}) => {
  const codes = await openCodes(gatehouse);
  await expectAccessible(page);
  await codes.give('Anna', ['Front door', 'Garage/Side door'], '1234');
  await expect(codes.dialog).toContainText('Its digits follow each other.');
  await codes.dialog.getByLabel('Code', { exact: true }).fill(code.first);
  await expectAccessible(page);
  await codes.dialog.getByRole('button', { name: 'Set the code' }).click();
  await expect(codes.goes('the front door')).toContainText('Anna’s code opens the front door');
  await expect(codes.goes('Garage/Side door')).toContainText('Anna’s code opens');
  await expectAccessible(page);
  await codes.close();
  await expect(codes.person('Anna')).toContainText('On Front door and Garage/Side door');
  await expect(codes.person('Anna')).toContainText('set today');

  await codes.person('Anna').getByRole('button', { name: 'Change the code of Anna' }).click();
  await codes.dialog.getByLabel('Code', { exact: true }).fill(code.second);
  await codes.dialog.getByRole('button', { name: 'Change the code' }).click();
  await expect(codes.goes('the front door')).toContainText('the old one does not any more');
  await expect(codes.goes('Garage/Side door')).toContainText('the old one does not any more');
  await codes.close();
  expect(home.codesOf('Front door')).toContain(code.second);
  expect(home.codesOf('Front door')).not.toContain(code.first);

  await codes.person('Anna').getByRole('button', { name: 'Remove the code of Anna' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The code of Anna' })).toContainText(
    'does not open the front door any more',
  );
  await expect(codes.person('Anna')).toBeHidden();
  expect([...home.codesOf('Front door'), ...home.codesOf('Garage/Side door')]).not.toContain(code.second);
});

test('a change that the lock silently refuses is noticed, and the old code goes on working', async ({
  gatehouse,
  household: { home },
}) => {
  const codes = await openCodes(gatehouse);
  await codes.give('Ben', ['Front door'], code.first);
  await expect(codes.goes('the front door')).toContainText('Ben’s code opens');
  await codes.close();
  await codes.person('Ben').getByRole('button', { name: 'Change the code of Ben' }).click();
  // somebody in the house has that one already: the lock says no to nobody
  await codes.dialog.getByLabel('Code', { exact: true }).fill(code.taken);
  await codes.dialog.getByRole('button', { name: 'Change the code' }).click();
  await expect(codes.goes('the front door')).toContainText('did not take the code', { timeout: 25_000 });
  await expect(codes.goes('the front door')).toContainText('Ben’s old code still works');
  await codes.close();
  expect(home.codesOf('Front door')).toContain(code.first);
  await expect(gatehouse.page.getByRole('status').filter({ hasText: 'A new code for Ben' })).toContainText(
    'did not take',
  );
});

test('a code is shown once, to whoever knows the administrator’s password, and is nowhere afterwards', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  const eyes = await openEyes(broker, page);
  const codes = await openCodes(gatehouse);
  await codes.give('Cleo', ['Garage/Side door'], code.first);
  await expect(codes.goes('Garage/Side door')).toContainText('Cleo’s code opens');
  // a hasty press beside it does not take the code away before anybody has seen it
  await page.mouse.click(5, 5);
  await codes.dialog.getByRole('button', { name: 'Show the code once' }).click();
  await codes.dialog.getByLabel('Administrator’s password').fill('wrong');
  await codes.dialog.getByRole('button', { name: 'Show it' }).click();
  await expect(gatehouse.alert).toContainText('no administrator’s password');
  await codes.dialog.getByLabel('Administrator’s password').fill(passwords.admin);
  await codes.dialog.getByRole('button', { name: 'Show it' }).click();
  await expect(codes.dialog.getByRole('status', { name: 'Code', exact: true })).toHaveText(code.first);
  await codes.dialog.getByRole('button', { name: 'Hide it' }).click();
  await codes.close();
  await expect(codes.person('Cleo')).toBeVisible();
  const everything = await eyes.everything();
  for (const secret of [code.first, passwords.admin]) expect(everything).not.toContain(secret);
  expect(everything).toContain(namesTopic);
  await eyes.close();
});

test('a code that somebody takes out at the lock is a finding', async ({ gatehouse, household: _, somebody }) => {
  const codes = await openCodes(gatehouse);
  await codes.give('Dora', ['Garage/Side door'], code.first);
  await expect(codes.goes('Garage/Side door')).toContainText('Dora’s code opens');
  await codes.close();
  const gone = { pin_code: { user: await placeOf(somebody, 'Dora'), pin_code: null } };
  await somebody.publishAsync('zigbee2mqtt/Garage/Side door/set', JSON.stringify(gone), { qos: 1 });
  await expect(codes.person('Dora')).toContainText('nobody here removed it');
});

test('a code that cannot be removed now is said to be there still, where somebody wanted it gone', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  const codes = await openCodes(gatehouse);
  await page.getByRole('button', { name: 'Name it: the code in place 1 of Front door' }).click();
  // nobody is named yet: Enter does no more than the button, which says so
  await codes.dialog.getByLabel('Person').press('Enter');
  await expect(codes.dialog.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription('Say whose it is.');
  await codes.dialog.getByLabel('Person').fill('Edda');
  await codes.dialog.getByRole('button', { name: 'Save' }).click();
  await codes.person('Edda').getByRole('button', { name: 'Remove the code of Edda' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await broker.kill();
  await expect(gatehouse.connection).toContainText('Reconnecting');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(codes.person('Edda').getByRole('alert')).toContainText('There is no connection to the broker.');
  await page.getByRole('button', { name: 'Remove the code in place 2 of Front door' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  const nameless = page.getByRole('list', { name: 'Codes that nobody has named' });
  await expect(nameless.getByRole('alert')).toContainText('There is no connection to the broker.');
  await expectAccessible(page);
});

/** Where everybody in the house can read that the code of this person stands. */
async function placeOf(client: MqttClient, person: string): Promise<number> {
  const place = new Promise<number>((resolve) => {
    client.on('message', (topic, payload) => {
      const owner = topic === namesTopic ? readNames(payload)?.codes.find((one) => one.person === person) : undefined;
      if (owner !== undefined) resolve(owner.slot);
    });
  });
  await client.subscribeAsync(namesTopic);
  return place;
}

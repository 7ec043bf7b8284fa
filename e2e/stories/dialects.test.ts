import { programPasswords } from '../brokers';
import { expect, expectAccessible, householdDevices, passwords, test } from '../fixtures';

test.use({ dialects: true });
test.describe.configure({ timeout: 90_000 });

/** what each of them is called and what it is; Frigate is a hub with two cameras */
const devices = [
  ['Patio camera plug', 'Plug'],
  ['Garage light switch', 'Other'],
  ['Reading lamp', 'Plug'],
  ['Attic climate', 'Sensor'],
  ['Frigate', 'Hub'],
  ['side_gate', 'Camera'],
  ['patio', 'Camera'],
  ['Garden gate', 'Lock'],
  ['Greenhouse', 'Sensor'],
] as const;
const inHouse = householdDevices + devices.length;

test('a home that speaks five dialects is one list of devices', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${inHouse} devices`, { timeout: 30_000 });
  for (const [name, kind] of devices) await expect(gatehouse.row(name)).toContainText(kind);
  await expect(gatehouse.row('Attic climate')).toContainText('81 %');
  await expect(gatehouse.row('Reading lamp')).toContainText('1.4.4');
  await expectAccessible(page);
  await gatehouse.go('Overview');
  await expect(gatehouse.alert).toHaveCount(0);
});

for (const name of ['Patio camera plug', 'Reading lamp', 'Garage light switch']) {
  test(`${name} is switched on and off`, async ({ gatehouse, household: _, page }) => {
    await gatehouse.enter('/', passwords.owner);
    await gatehouse.openDevice(name);
    const state = gatehouse.region('State');
    const shown = state.getByRole('status', { name: 'Device state' });
    for (const [verb, becomes] of [
      ['Switch off', 'Off'],
      ['Switch on', 'On'],
    ] as const) {
      await state.getByRole('button', { name: verb }).click();
      const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
      await question.getByRole('button', { name: verb }).click();
      await expect(shown).toContainText(becomes);
    }
    await expectAccessible(page);
  });
}

test('the garden gate is unlocked and locked', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Garden gate');
  const state = gatehouse.region('State');
  await expect(state).toContainText('Locked');
  for (const [verb, becomes] of [
    ['Unlock', 'Unlocked'],
    ['Lock', 'Locked'],
  ] as const) {
    await state.getByRole('button', { name: verb, exact: true }).click();
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await question.getByRole('button', { name: verb, exact: true }).click();
    await expect(state.getByRole('status', { name: 'Device state' })).toContainText(becomes);
  }
  await expectAccessible(page);
});

test('Frigate sees somebody: it is told in words, and shown in a picture', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  // whoever passes first is seen by either of the two cameras
  await somebody.subscribeAsync('frigate/events');
  const seen = new Promise<string>((resolve) => {
    somebody.on('message', (_topic, payload) => {
      const event = JSON.parse(payload.toString()) as { type: string; after: { camera: string } };
      if (event.type === 'new') resolve(event.after.camera);
    });
  });
  await gatehouse.enter('/', passwords.owner);
  const camera = await seen;
  await gatehouse.openDevice(camera);
  const image = gatehouse.region('Picture').getByRole('img');
  await expect(image).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(480);
  await expect(gatehouse.region('Activity')).toContainText(/(?:person|car|cat) was seen|Frigate raised an alert/);
  await expectAccessible(page);
});

test('a camera that loses its power is lost, and its picture says that it is the last', async ({
  gatehouse,
  household: _,
  somebody,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('patio');
  await somebody.publishAsync('cmnd/patio_plug/POWER', 'OFF');
  await expect(gatehouse.page.getByText('Offline').first()).toBeVisible({ timeout: 30_000 });
});

test('what a plug is told in secret reaches nobody’s page', async ({ gatehouse, household, page, somebody }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Patio camera plug');
  await somebody.subscribeAsync('tele/patio_plug/LWT');
  const isBack = new Promise<void>((resolve) => {
    let isGone = false;
    somebody.on('message', (_topic, payload) => {
      if (payload.toString() === 'Offline') isGone = true;
      else if (isGone) resolve();
    });
  });
  const password = programPasswords.get('patio-plug') ?? '';
  await somebody.publishAsync('cmnd/patio_plug/Backlog2', `MqttUser patio-plug; MqttPassword2 ${password}`);
  await isBack;
  await expect(page.getByText('Online').first()).toBeVisible();
  expect(household.home.secrets()).toContain(password);
  expect(await page.content()).not.toContain(password);
});

import { programPasswords } from '../brokers';
import { expect, expectAccessible, householdDevices, passwords, test } from '../fixtures';
import type { Gatehouse } from '../pages/gatehouse';

test.use({ dialects: true });
test.describe.configure({ timeout: 90_000 });

/** what each of them is called and what it is; Frigate is a bridge with two cameras */
const devices = [
  ['Patio camera plug', 'Plug'],
  ['Garage light switch', 'Other'],
  ['Reading lamp', 'Plug'],
  ['Frigate', 'Bridge'],
  ['side_gate', 'Camera'],
  ['patio', 'Camera'],
  ['Garden gate', 'Lock'],
  ['Greenhouse', 'Climate sensor'],
  ['Cellar leak sensor', 'Leak sensor'],
  ['nukihub', 'Bridge'],
  ['Studio door', 'Lock'],
] as const;
/** there for seconds, and retains nothing: its name is not known before it wakes up */
const sleeper = 'Attic climate';
const inHouse = householdDevices + devices.length + 1;

/** the list shows what fits: so it is looked for by its name */
async function find(gatehouse: Gatehouse, name: string) {
  await gatehouse.page.getByRole('searchbox', { name: 'Filter devices' }).fill(name);
  return gatehouse.row(name);
}

async function open(gatehouse: Gatehouse, name: string): Promise<void> {
  await gatehouse.enter('/devices', passwords.owner);
  await (await find(gatehouse, name)).getByRole('link', { name }).click();
  await expect(gatehouse.heading).toHaveText(name);
}

test('a home that speaks six dialects is one list of devices', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${inHouse} devices`, { timeout: 30_000 });
  for (const [name, kind] of devices) await expect(await find(gatehouse, name)).toContainText(kind);
  await expect(await find(gatehouse, 'Reading lamp')).toContainText('1.4.4');
  const row = await find(gatehouse, sleeper);
  await expect(row).toContainText('81 %', { timeout: 60_000 });
  await expect(row).toContainText('Climate sensor');
  await expectAccessible(page);
  await gatehouse.go('Alerts');
  await expect(gatehouse.alertAbout('The shed door is offline')).toBeVisible();
  // the cleaner's code is old, which is said of it when the codes were looked at
  const unusual = gatehouse.alerts.filter({ hasNotText: 'should be changed' });
  for (const [name] of devices) await expect(unusual.filter({ hasText: name })).toHaveCount(0);
});

for (const name of ['Patio camera plug', 'Reading lamp', 'Garage light switch']) {
  test(`${name} is switched off and on`, async ({ gatehouse, household: _ }) => {
    await open(gatehouse, name);
    const state = gatehouse.region('State');
    const turn = async (way: 'on' | 'off') => {
      await state.getByRole('button', { name: `Turn ${way}` }).press('Enter');
      await expect(state.getByRole('status', { name: 'Device state' })).toHaveText(way, { ignoreCase: true });
    };
    // whoever is on already can only be turned off
    await expect(state.getByRole('status', { name: 'Device state' })).toHaveText(/^(?:on|off)$/i);
    if (await state.getByRole('button', { name: 'Turn on' }).isEnabled()) await turn('on');
    await turn('off');
    await turn('on');
  });
}

test('the garden gate is unlocked and locked', async ({ gatehouse, household: _, page }) => {
  await open(gatehouse, 'Garden gate');
  const state = gatehouse.region('State');
  await expect(state).toContainText('Locked');
  for (const [verb, becomes] of [
    ['Unlock', 'Unlocked'],
    ['Lock', 'Locked'],
  ] as const) {
    await state.getByRole('button', { name: verb, exact: true }).press('Enter');
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
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${inHouse} devices`, { timeout: 30_000 });
  // whoever passes next is seen by either of the two cameras
  const seen = new Promise<string>((resolve) => {
    somebody.on('message', (_topic, payload) => {
      const event = JSON.parse(payload.toString()) as { type: string; after: { camera: string } };
      if (event.type === 'new') resolve(event.after.camera);
    });
  });
  await somebody.subscribeAsync('frigate/events');
  const camera = await seen;
  await (await find(gatehouse, camera)).getByRole('link', { name: camera }).click();
  await expect(gatehouse.heading).toHaveText(camera);
  const image = gatehouse.region('Picture').getByRole('img');
  await expect(image).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(480);
  await expect(gatehouse.region('Activity')).toContainText(/(?:person|car|cat) was seen|Frigate raised an alert/);
  await expectAccessible(page);
});

test('a camera whose plug is switched off is offline', async ({ gatehouse, household: _, somebody }) => {
  await open(gatehouse, 'patio');
  await expect(gatehouse.region('Health')).toContainText('Online');
  await somebody.publishAsync('cmnd/patio_plug/POWER', 'OFF');
  await expect(gatehouse.region('Health')).toContainText('Offline', { timeout: 20_000 });
});

test('a camera that its owner announced to Home Assistant too is still one device', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const entity = {
    name: 'Last person',
    unique_id: 'side-gate-person',
    topic: 'frigate/side_gate/person/snapshot',
    device: { identifiers: ['side-gate-camera'], name: 'Side gate camera', manufacturer: 'Reolink', model: 'RLC-510A' },
  };
  const topic = 'homeassistant/camera/side-gate-person/config';
  await somebody.publishAsync(topic, JSON.stringify(entity), { retain: true });
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${inHouse} devices`, { timeout: 30_000 });
  await page.getByRole('searchbox', { name: 'Filter devices' }).fill('RLC-510A');
  await page.getByRole('grid', { name: 'Devices' }).getByRole('rowheader').getByRole('link').click();
  await expect(gatehouse.heading).toHaveText('side_gate');
  await expect(page.getByText('Camera by Reolink, model RLC-510A')).toBeVisible();
  await expect(gatehouse.region('Health')).toContainText('Online', { timeout: 20_000 });
});

test('what a plug is told in secret reaches nobody’s page', async ({ gatehouse, household, page, somebody }) => {
  await open(gatehouse, 'Patio camera plug');
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

test('Tasmota’s address is shown first: from the internet without https nothing starts, from home it does', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/firmware', passwords.owner);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Garage light switch' }) });
  await page.getByRole('searchbox').first().fill('Garage light');
  await row.getByRole('button', { name: 'Details of Garage light switch' }).click();
  const source = page.getByRole('dialog').getByRole('region', { name: 'Where it fetches its firmware from' });
  await expect(source).toContainText('http://ota.tasmota.com/');
  await expect(source).toContainText('without https');
  await expectAccessible(page);
  await somebody.publishAsync('garage_light/cmnd/OtaUrl', 'http://nas.lan/tasmota.bin.gz');
  await expect(source).toContainText('http://nas.lan/tasmota.bin.gz');
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: /^Update / }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('takes what lies at http://nas.lan/tasmota.bin.gz');
  await question.getByRole('button', { name: 'Update', exact: true }).click();
  const planned = page.getByRole('region', { name: 'Update plan' }).getByRole('listitem');
  // it was asked once more where from, and begins
  await expect(planned).toContainText(/Updating|It is back/, { timeout: 20_000 });
});

import type { MqttClient } from 'mqtt';

import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { cameraPasswords, type StoryBroker } from '../brokers';
import { expect, expectAccessible, passwords, test } from '../fixtures';
import { isLetIn } from '../let-in';
import type { Gatehouse } from '../pages/gatehouse';

test.use({ cameras: true });
// a rotation waits for devices and for other browsers, in real time
test.describe.configure({ timeout: 150_000 });

const drive = { id: 'drive-camera', name: 'Drive camera' };
const firstLogin = (camera: string) => ({
  username: `${camera}.a`,
  password: cameraPasswords.get(camera) ?? '',
  clientId: camera,
});

async function openAccess(gatehouse: Gatehouse): Promise<void> {
  await gatehouse.enter('/access', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
}

/** One act of a rotation: what the broker answers to it, for the how manieth time, or the topic on which it is said. */
type Step = { readonly name: string } & (
  | { readonly command: string; readonly nth: number }
  | { readonly topic: string }
);

const credential = `gatehouse/v1/device/${drive.id}/credential`;

/** All of them, in their order (CREDENTIALS.md, 5); the first role that is made is the one that proves. */
const steps = {
  made: { name: 'its new account was made', command: 'createClient', nth: 1 },
  marked: { name: 'the device may know', command: 'createRole', nth: 2 },
  offered: { name: 'the password was offered', topic: `${credential}/offer` },
  proven: { name: 'the device had proven it', topic: `${credential}/proof/b` },
  decided: { name: 'it was decided', command: 'createRole', nth: 3 },
  disabled: { name: 'the old account was switched off', command: 'disableClient', nth: 1 },
  deleted: { name: 'the old account was deleted', command: 'deleteClient', nth: 1 },
} as const satisfies Readonly<Record<string, Step>>;

/** Does `act` at once when that step was done. Resolves when `act` is. */
async function when(administrator: MqttClient, step: Step, act: () => Promise<void>): Promise<void> {
  const topic = 'topic' in step ? step.topic : '$CONTROL/dynamic-security/v1/response';
  await administrator.subscribeAsync(topic);
  await new Promise<void>((resolve) => {
    let left = 'topic' in step ? 1 : step.nth;
    administrator.on('message', (from, payload) => {
      if (from !== topic || payload.length === 0) return;
      left -= 'topic' in step ? 1 : timesAnswered(payload, step.command);
      if (left <= 0) resolve();
    });
  });
  await act();
}

function timesAnswered(payload: Buffer, command: string): number {
  const { responses } = JSON.parse(payload.toString()) as { responses: { command: string }[] };
  return responses.filter((response) => response.command === command).length;
}

/** Resolves when the camera answers a command that it was given now: it is connected for certain. */
async function expectAnswer(broker: StoryBroker, device: string): Promise<void> {
  const asker = knock(broker.url, { username: 'admin', password: passwords.admin, protocolVersion: 5 });
  await asker.next('connect');
  const image = `gatehouse/v1/device/${device}/image`;
  await asker.client.subscribeAsync(image);
  const command = JSON.stringify({ id: 'story', command: 'take-picture' });
  await expect(async () => {
    await asker.client.publishAsync(`gatehouse/v1/device/${device}/command`, command, { qos: 1 });
    await Promise.race([asker.heard(image), new Promise((_, reject) => void setTimeout(reject, 2_000))]);
  }).toPass({ timeout: 60_000 });
  await asker.client.endAsync(true);
}

test('a camera gets a new password while it stays connected, and the old one is refused', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  await openAccess(gatehouse);
  await expectAccessible(page);
  await gatehouse.rotate(`${drive.id}.a`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start rotation' }).press('Enter');
  // what was pressed is gone: "Close" has the focus and stays what it is, so that an Enter begins nothing anew when it has ended
  await expect(page.getByRole('button', { name: 'Close, it goes on' })).toBeFocused();
  await expect(gatehouse.rotation).toContainText('no longer works');
  await expect(gatehouse.steps).toHaveText([/done/, /done/, /done/, /done/, /done/, /done/]);
  await expect(page.getByRole('button', { name: 'Rotate again' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close', exact: true })).toBeFocused();
  await expectAccessible(page);
  expect(await isLetIn(broker.url, firstLogin(drive.id))).toBe(false);
  await page.keyboard.press('Enter');
  await expect(gatehouse.dialog).toBeHidden();
  await expect(gatehouse.credential(`${drive.id}.b`)).toContainText(drive.name);
  // it is written down, here and on the camera's own page
  await expect(page.getByRole('list', { name: 'What was replaced' })).toContainText('By admin');
  await expectAccessible(page);
  await gatehouse.go('Devices');
  await expect(gatehouse.row(drive.name)).toContainText('Online');
  await gatehouse.row(drive.name).getByRole('link', { name: drive.name }).click();
  await expect(page.getByRole('list', { name: 'Changes of its password' })).toContainText('By admin');
});

test('the bridge gets a new log-in by command and comes back with it', async ({ broker, gatehouse, household: _ }) => {
  const bridge = 'zigbee2mqtt';
  await openAccess(gatehouse);
  await gatehouse.rotate(bridge);
  await expect(gatehouse.dialog).toContainText('travels as a command');
  await gatehouse.startRotation();
  await expect(gatehouse.rotation).toContainText('no longer works', { timeout: 60_000 });
  expect(await isLetIn(broker.url, { username: bridge, password: passwords.zigbee2mqtt, clientId: bridge })).toBe(
    false,
  );
  await gatehouse.page.getByRole('button', { name: 'Close' }).click();
  await gatehouse.go('Devices');
  await expect(gatehouse.row('Front door')).toContainText('Online');
});

test('a camera that ignores what it is handed is rolled back, and stays connected', async ({
  broker,
  gatehouse,
  household: _,
}) => {
  const id = 'garage-camera';
  await openAccess(gatehouse);
  await gatehouse.rotate(`${id}.a`);
  await gatehouse.startRotation();
  await expect(gatehouse.rotation).toContainText('was never locked out', { timeout: 90_000 });
  await expect(gatehouse.steps.nth(2)).toContainText('failed');
  await expect(gatehouse.steps.nth(0)).toContainText('rolled back');
  await gatehouse.page.getByRole('button', { name: 'Close' }).click();
  await gatehouse.go('Devices');
  await expect(gatehouse.row('Garage camera (ignores new passwords)')).toContainText('Online');
  // its old password still opens the door: the second who comes with it takes the camera's place for a moment
  expect(await isLetIn(broker.url, firstLogin(id))).toBe(true);
});

test('what cannot be begun is said in the dialog, with the reason', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  const username = 'garage-camera.a';
  await openAccess(gatehouse);
  await gatehouse.rotate(username);
  const start = gatehouse.dialog.getByRole('button', { name: 'Start rotation' });
  await expect(start).toBeEnabled();
  const admin = await openConsole(broker.url, { username: 'admin', password: passwords.admin, protocolVersion: 5 });
  await admin.ask({ command: 'deleteClient', username });
  await admin.close();
  // if the page has asked for the accounts again in this moment, there is nothing to press, and it says the same
  await start.click({ timeout: 5_000 }).catch(() => undefined);
  await expect(gatehouse.dialog.getByRole('alert')).toContainText(`There is no account ${username} any more.`);
  await expectAccessible(page);
  await gatehouse.dialog.getByRole('button', { name: 'Close' }).click();
  await expect(gatehouse.dialog).toBeHidden();
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(page.getByRole('group', { name: 'Not signed in as administrator' })).toBeFocused();
  await expectAccessible(page);
});

test('a change that is called off leaves the old password as it was, and another browser sees that it goes on', async ({
  another,
  gatehouse,
  household: _,
  page,
}) => {
  await openAccess(gatehouse);
  await another.enter('/access', passwords.owner);
  await gatehouse.rotate('garage-camera.a');
  await gatehouse.startRotation();
  await expect(gatehouse.steps.nth(2)).toContainText('in progress');
  const notice = another.page.getByRole('status').filter({ hasText: 'Garage camera' });
  await expect(notice).toContainText('is being given a new password');
  await expect(notice).toContainText('Another browser began it');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(gatehouse.rotation).toContainText('called off');
  await expect(notice).toBeHidden();
});

test('nobody who is not the administrator sees the accounts, and a wrong password is told', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/access', passwords.owner);
  await gatehouse.signInAsAdministrator('wrong');
  await expect(gatehouse.alert).toContainText('does not know this username with this password');
  await page.getByLabel('Username').fill('owner');
  await page.getByLabel('Password').fill(passwords.owner);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(gatehouse.alert).toContainText('may not administer');
  await expect(page.getByRole('table', { name: 'Credentials' })).toBeHidden();
  await expectAccessible(page);
});

const isLong = process.env['GATEHOUSE_LONG'] === '1';
/** `npm test` closes the tab and kills the broker at some of them; the long run at each. */
const { made, marked, decided, disabled, deleted } = steps;
const closed = isLong ? Object.values(steps) : [made, marked, decided, disabled, deleted];
const killed = isLong ? Object.values(steps) : [made, marked, decided];

for (const step of closed) {
  test(`a tab that is closed when ${step.name} leaves nothing half done: another browser finishes or takes it back`, async ({
    another,
    broker,
    gatehouse,
    household: _,
    page,
    somebody,
  }) => {
    await openAccess(gatehouse);
    await gatehouse.rotate(`${drive.id}.a`);
    const gone = when(somebody, step, () => page.close());
    await gatehouse.startRotation();
    await gone;
    await somebody.publishAsync(`gatehouse/v1/rotation/${drive.id}`, '', { retain: true, qos: 1 });
    await openAccess(another);
    await expect(another.credentials(drive.id)).toHaveCount(1, { timeout: 90_000 });
    await expect(another.page.getByText('is being given a new password')).toBeHidden();
    await expectAnswer(broker, drive.id);
  });
}

for (const step of killed) {
  test(`a broker that is killed when ${step.name} comes back, and the rotation goes on`, async ({
    broker,
    gatehouse,
    household: _,
    somebody,
  }) => {
    await openAccess(gatehouse);
    await gatehouse.rotate(`${drive.id}.a`);
    const gone = when(somebody, step, () => broker.kill());
    await gatehouse.startRotation();
    await gone;
    await broker.restart();
    await expect(gatehouse.rotation).toContainText(/no longer works|was never locked out/, { timeout: 120_000 });
    await gatehouse.page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(gatehouse.credentials(drive.id)).toHaveCount(1);
    await expectAnswer(broker, drive.id);
  });
}

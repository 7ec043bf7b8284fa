import type { MqttClient } from 'mqtt';

import { expect, expectAccessible, passwords, test } from '../fixtures';
import { quickFinger } from '../quick-finger';

/** from the cause to the page */
const soon = { timeout: 2_000 };

const say = (somebody: MqttClient, device: string, state: object) =>
  somebody.publishAsync(`zigbee2mqtt/${device}`, JSON.stringify(state), { qos: 1 });

/** The sensor itself goes on telling that all is well, and what has ended is told as what was. */
const smokeIn = (room: string) => new RegExp(`The ${room} smoke report(s|ed) smoke`);

/** Wrong codes at the front door, each at the moment it tells: nobody types three codes within a second. */
async function enterWrongCodes(somebody: MqttClient, secondsAgo: readonly number[]): Promise<void> {
  const now = Date.now();
  for (const ago of secondsAgo) {
    const last_seen = new Date(now - ago * 1_000).toISOString();
    await say(somebody, 'Front door', { action: 'unlock_failure_invalid_pin_or_id', last_seen });
  }
}

test('what happens is on the page within two seconds, in plain words', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enterAlerts(passwords.owner);
  await expect(gatehouse.alertAbout('The shed door is offline')).toContainText('For your information');
  await say(somebody, 'Kitchen smoke', { smoke: true, battery: 100 });
  await expect(gatehouse.alertAbout(smokeIn('kitchen'))).toBeVisible(soon);
  await say(somebody, 'Bedroom window', { tamper: true, contact: true });
  await expect(gatehouse.alertAbout('The bedroom window says that somebody tampered with it')).toBeVisible(soon);
  await say(somebody, 'Front door', { state: 'UNLOCK', lock_state: 'not_fully_locked' });
  await expect(gatehouse.alertAbout('The bolt of the front door did not reach its end')).toBeVisible(soon);
  await say(somebody, 'Hallway smoke', { battery: 3 });
  await expect(gatehouse.alertAbout('The battery of the hallway smoke is nearly empty')).toBeVisible(soon);
  await say(somebody, 'Front door keypad', { action: 'disarm', action_code: '739155' });
  await expect(gatehouse.alertAbout('The front door keypad gives away')).toBeVisible(soon);
  const away = { retain: true, qos: 1 } as const;
  await somebody.publishAsync('zigbee2mqtt/Hallway smoke/availability', '{"state":"offline"}', away);
  await expect(gatehouse.alertAbout('The hallway smoke is offline')).toBeVisible(soon);
  await expect(gatehouse.alerts.first()).toContainText('Critical');
  await expect(page).toHaveTitle(/^Alerts · \d+ alerts · Gatehouse$/);
  expect(await page.content()).not.toContain('739155');
  await expectAccessible(page);
});

test('wrong codes at a door are one alert, with each try as evidence', async ({
  gatehouse,
  household: _,
  somebody,
}) => {
  await gatehouse.enterAlerts(passwords.owner);
  await enterWrongCodes(somebody, [50, 30, 10]);
  const alert = gatehouse.alertAbout(/3 wrong codes were entered at the front door/);
  await expect(alert).toBeVisible();
  await expect(alert.getByRole('list', { name: 'Evidence' }).getByRole('listitem')).toHaveCount(3);
  await enterWrongCodes(somebody, [5]);
  await expect(alert).toContainText('seen 2 times');
  await expect(gatehouse.alertAbout(/wrong codes/)).toHaveCount(1);
});

test('what one acknowledges the other sees, and the other way round', async ({
  another,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  for (const someone of [gatehouse, another]) await someone.enterAlerts(passwords.owner);
  await say(somebody, 'Bedroom window', { tamper: true });
  await say(somebody, 'Kitchen smoke', { smoke: true });
  const [tamper, smoke] = [/somebody tampered with it/, smokeIn('kitchen')];
  for (const someone of [gatehouse, another]) {
    for (const title of [tamper, smoke]) await expect(someone.alertAbout(title)).toHaveCount(1);
  }

  await gatehouse.alertAbout(tamper).getByRole('button', { name: 'Acknowledge' }).press('Enter');
  await expect(another.alertAbout(tamper)).toContainText('Acknowledged');
  await expect(another.alertAbout(tamper).getByRole('button', { name: 'Acknowledge' })).toBeHidden();

  await another.alertAbout(smoke).getByRole('button', { name: 'Snooze' }).press('Enter');
  await expectAccessible(another.page);
  await another.page.getByRole('menuitem', { name: 'For an hour' }).click();
  await expect(gatehouse.alertAbout(smoke)).toContainText('Snoozed until');

  await page.reload();
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.alertAbout('The shed door is offline')).toBeVisible();
  await expect(gatehouse.alertAbout(tamper)).toBeHidden();
  await page.getByText('Set aside 2').click();
  await expect(gatehouse.alerts).toHaveCount(2);
  await gatehouse.alertAbout(tamper).getByRole('button', { name: 'Open again' }).press('Enter');
  await expect(another.alertAbout(tamper).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
});

test('a broker that restarts, and a bridge that says everything again, raise nothing', async ({
  broker,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const retain = { retain: true, qos: 1 } as const;
  const wrong = JSON.stringify({ action: 'unlock_failure_invalid_pin_or_id', state: 'LOCK', lock_state: 'locked' });
  await somebody.publishAsync('zigbee2mqtt/Front door', wrong, retain);
  await gatehouse.enterAlerts(passwords.owner);
  await say(somebody, 'Bedroom window', { tamper: true });
  const tamper = gatehouse.alertAbout(/somebody tampered with it/);
  await expect(tamper).toBeVisible();
  const snooze = tamper.getByRole('button', { name: 'Snooze' });
  await snooze.focus();
  for (let restarts = 0; restarts < 3; restarts++) {
    await broker.kill();
    await expect(gatehouse.connection).toContainText('Reconnecting');
    await expect(tamper.getByRole('button', { name: 'Acknowledge' })).toBeDisabled();
    await expect(snooze).toBeDisabled();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await broker.restart();
    await expect(gatehouse.connection).toContainText('Connected', { timeout: 45_000 });
    await expect(snooze).toBeFocused();
  }
  await expect(async () => {
    await say(somebody, 'Hallway smoke', { battery: 3 });
    await expect(gatehouse.alertAbout('The battery of the hallway smoke')).toBeVisible();
  }).toPass();
  for (const title of [/wrong codes/, /joined/, /silent/, /together/, /nobody knew/, /Coordinator/])
    await expect(gatehouse.alertAbout(title)).toHaveCount(0);
  await expect(tamper).toHaveCount(1);
  await expect(tamper).not.toContainText(/seen \d+ times/);
});

test('a device that joined while no page was open is noticed', async ({ gatehouse, page, somebody }) => {
  const retain = { retain: true, qos: 1 } as const;
  const device = (ieee_address: string, friendly_name: string, type = 'EndDevice') => ({
    ieee_address,
    friendly_name,
    type,
    definition: null,
  });
  const devices = [device('0xf0', 'Coordinator', 'Coordinator'), device('0xf1', 'Attic sensor')];
  await somebody.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/info', '{"permit_join":false}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(devices), retain);
  await gatehouse.enter('/alerts', passwords.owner);
  await expect(page.getByText('Nothing wants your attention.')).toBeVisible();
  await expectAccessible(page);
  const remembered = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('gatehouse-history');
          opening.addEventListener('success', () => {
            const homes = opening.result.transaction('known-devices').objectStore('known-devices').getAll();
            homes.addEventListener('success', () => {
              opening.result.close();
              resolve((homes.result as readonly unknown[][])[0]?.length ?? 0);
            });
          });
        }),
    );
  await expect.poll(remembered).toBe(2);
  await page.goto('about:blank');
  const more = [...devices, device('0xf2', 'Unknown plug')];
  await somebody.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(more), retain);
  await gatehouse.enter('/alerts', passwords.owner);
  const stranger = gatehouse.alertAbout('Unknown plug joined your home, and nobody had allowed that');
  await expect(stranger).toContainText('It came through Coordinator, which lets nobody join');
  await stranger.getByRole('button', { name: 'Mark as resolved' }).press('Enter');
  await expect(stranger).toContainText('Resolved');
  await page.reload();
  await gatehouse.logIn('owner', passwords.owner);
  await expect(page.getByText('Nothing wants your attention.')).toBeVisible();
});

test('a critical alert comes to whatever page one looks at, and what mends it is one press away', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.row('Cellar door (jams)')).toContainText('Unlocked');
  await somebody.publishAsync('zigbee2mqtt/Cellar door (jams)/set', '{"state":"LOCK"}');
  const toast = gatehouse.region('New alert');
  await expect(toast).toContainText('The bolt of the cellar door (jams) did not reach its end');
  await expect(page.getByText('Critical: The bolt of the cellar door (jams) did not reach its end.')).toBeAttached();
  await expectAccessible(page);
  await toast.getByRole('link', { name: 'Show the alert' }).click();
  await expect(toast).toBeHidden();
  const alert = gatehouse.alertAbout(/bolt of the cellar door/);
  await alert.getByRole('button', { name: 'Lock the cellar door (jams)' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lock' }).click();
  await expect(alert).toContainText('Locking…');
  await gatehouse.openDevice('Cellar door (jams)');
  await expect(gatehouse.region('Open alerts')).toContainText(
    'The bolt of the cellar door (jams) did not reach its end',
  );
});

test('wrong codes stand on the overview, as something to do', async ({ gatehouse, household: _, page, somebody }) => {
  await gatehouse.enter('/', passwords.owner);
  await expect(gatehouse.heading).toContainText('cellar door'); // which has told that it is unlocked
  await enterWrongCodes(somebody, [50, 30, 10]);
  await expect(gatehouse.heading).toContainText('Somebody tried wrong codes at a door');
  const toDo = page.getByRole('list', { name: 'To do' }).getByRole('listitem').filter({ hasText: 'wrong codes' });
  await toDo.getByRole('button', { name: 'Look at the alert' }).click();
  await expect(gatehouse.alertAbout(/3 wrong codes/)).toBeVisible();
});

test('an alert is dealt with without a mouse', async ({ gatehouse, household: _, page, somebody }) => {
  await gatehouse.enterAlerts(passwords.owner);
  await say(somebody, 'Bedroom window', { tamper: true });
  const alert = gatehouse.alertAbout(/somebody tampered with it/);
  const snooze = alert.getByRole('button', { name: 'Snooze' });
  await expect(snooze).toBeVisible();
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    if (await snooze.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(alert).toContainText(/Snoozed until .*07:00/);
  // "Snooze" is gone with the focus on it: the button beside it has it
  await expect(alert.getByRole('button', { name: 'Open again' })).toBeFocused();
  await expectAccessible(page);
  // the row leaves the list: as it was the last, what is shown has the focus
  await page.getByText(/^Set aside \d+$/).click();
  await alert.getByRole('button', { name: 'Open again' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Alerts' })).toHaveCount(0);
  await expect(page.getByRole('radio', { name: /^Set aside/ })).toBeFocused();
});

test('every attack that the simulated home knows is told', async ({ gatehouse, household }) => {
  test.setTimeout(120_000);
  await gatehouse.enterAlerts(passwords.owner);
  household.run('dead-battery');
  household.run('pin-bruteforce');
  await expect(gatehouse.alertAbout(/wrong codes were entered at the front door/)).toBeVisible();
  household.run('rogue-device');
  const rogue = gatehouse.alertAbout('0xa4c138f05c9e7b21 joined your home, and nobody had allowed that');
  await expect(rogue).toBeVisible();
  household.run('firmware-downgrade');
  const older = gatehouse.alertAbout(/runs an older firmware than before/);
  await expect(older).toContainText('From 0.20.4 back to 0.19.4');
  await expect(gatehouse.alertAbout(/^The battery of the front door is/)).toBeVisible({ timeout: 60_000 });
  household.run('jamming');
  const jammed = gatehouse.alertAbout(/fell silent at once, and it is still there: somebody may be jamming the radio/);
  await expect(jammed).toBeVisible({ timeout: 30_000 });
});

test('what is critical is in sight, heard and can be pressed above a dialog, which stays', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await gatehouse.openDevice('Front door');
  await page.getByRole('button', { name: 'Unlock' }).press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Unlock the front door?' });
  await expect(question).toBeVisible();
  await somebody.publishAsync('zigbee2mqtt/Kitchen smoke', '{"smoke":true}');
  const spoken = page.getByText('Critical: The kitchen smoke reports smoke.');
  await expect(spoken).toHaveCount(1);
  expect(await spoken.evaluate((line) => line.closest('[inert], [aria-hidden="true"]'))).toBeNull();
  const toast = gatehouse.region('New alert');
  await toast.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toast).toBeHidden();
  await expect(question).toBeVisible();
  // and none of two takes the place of the other
  await somebody.publishAsync('zigbee2mqtt/Hallway smoke', '{"smoke":true}');
  await expect(page.getByText('Critical: The hallway smoke reports smoke.')).toHaveCount(1);
  await expect(spoken).toHaveCount(1);
});

test('a link to one alert, opened where nobody is logged in, leads to it after the log-in', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enterAlerts(passwords.owner);
  const alert = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'The shed door is offline' }) });
  const hash = `#${(await alert.getAttribute('id'))?.replace('alert-', '')}`;
  await page.goto('about:blank');
  await gatehouse.enter(`/alerts${hash}`, passwords.owner);
  await expect(alert).toBeFocused();
  const nowhere = page.getByText('The alert that you were led to is not known here any more.');
  await expect(nowhere).toBeHidden();
  await page.goto('about:blank');
  await gatehouse.enter('/alerts#nobody-knows', passwords.owner);
  await expect(nowhere).toBeVisible();
});

test('an alert that comes under a finger is not acknowledged by a press that was meant for another', async ({
  gatehouse,
  household: _,
  somebody,
}) => {
  await gatehouse.enterAlerts(passwords.owner);
  // two that are laid out alike: the button of the one comes to where that of the other was
  await say(somebody, 'Front door keypad', { tamper: true });
  const meant = gatehouse.alertAbout('The front door keypad says that somebody tampered with it');
  const met = await quickFinger(meant.getByRole('button', { name: 'Acknowledge' }));
  await say(somebody, 'Bedroom window', { tamper: true });
  expect(await met()).toContain('The bedroom window says that somebody tampered with it');
  const other = gatehouse.alertAbout('The bedroom window says that somebody tampered with it');
  // a key is meant for what has the focus, wherever that moved
  await meant.getByRole('button', { name: 'Acknowledge' }).press('Enter');
  await expect(meant).toContainText('Acknowledged');
  await expect(other).not.toContainText('Acknowledged');
});

test('what is critical is told on the page of alerts too, where somebody looks at others', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enterAlerts(passwords.owner);
  const toast = gatehouse.region('New alert');
  await page.getByText('Set aside', { exact: true }).click();
  await somebody.publishAsync('zigbee2mqtt/Kitchen smoke', '{"smoke":true}');
  await expect(toast).toContainText(smokeIn('kitchen'));
  await toast.getByRole('link', { name: 'Show the alert' }).press('Enter');
  await expect(gatehouse.alertAbout(smokeIn('kitchen'))).toBeInViewport();
  await expect(toast).toBeHidden();
  // in sight it is told by where it stands
  await somebody.publishAsync('zigbee2mqtt/Hallway smoke', '{"smoke":true}');
  await expect(gatehouse.alertAbout(/danger in your home: 2 sensors report/i)).toBeInViewport();
  await expect(toast).toBeHidden();
});

import { versionOfMosquitto } from '@/broker/mosquitto-programs.testing';
import type { RunningHome } from '@/cli/simulated-devices';
import { programAccounts } from '@/simulator/programs';

import { backUpAndStart } from '../back-up';
import { cameraPasswords, programPasswords, type BrokerKind } from '../brokers';
import { expect, expectAccessible, passwords, test } from '../fixtures';
import { isLetIn, opensWithOneOf, type KnownLogin } from '../let-in';
import type { Gatehouse } from '../pages/gatehouse';

const isLong = process.env['GATEHOUSE_LONG'] === '1';

/** The log-ins that the home was set up with. */
const bridge: KnownLogin = { username: 'zigbee2mqtt', password: passwords.zigbee2mqtt, clientId: 'zigbee2mqtt' };
const loginOfCamera = (id: string): KnownLogin => ({
  username: `${id}.a`,
  password: cameraPasswords.get(id) ?? '',
  clientId: id,
});
const loginOfProgram = (username: string): KnownLogin => ({
  username,
  password: programPasswords.get(username) ?? '',
  clientId: programAccounts.find((one) => one.username === username)?.clientId ?? '',
});

/** Mosquitto 2.0 tells nobody who is connected as what. */
const tellsWhoIsConnected = (kind: BrokerKind) => kind === 'embedded' || !versionOfMosquitto().startsWith('2.0.');

async function openPlan(gatehouse: Gatehouse): Promise<void> {
  await gatehouse.enter('/access/all', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
}

function parts({ page }: Gatehouse) {
  const list = page.getByRole('list', { name: 'Devices' });
  return {
    all: list.getByRole('listitem'),
    of: (name: string | RegExp) => list.getByRole('listitem').filter({ hasText: name }),
  };
}

test.describe('all cameras', () => {
  test.use({ cameras: true });
  // rotations wait for devices, in real time
  test.describe.configure({ timeout: 120_000 });

  test('one after the other gets a new password, and what one browser has begun another goes on with', async ({
    another,
    broker,
    gatehouse,
    household: _,
    page,
  }) => {
    await openPlan(gatehouse);
    await expect(parts(gatehouse).of('Drive camera')).toContainText('first');
    await expect(parts(gatehouse).of('admin')).toContainText('left out');
    await expect(page.getByText(/one at a time on this broker/)).toContainText(
      /^Time left: At most \d+ minutes: \d+ devices/,
    );
    await expectAccessible(page);

    await backUpAndStart(page, broker);
    await expect(parts(gatehouse).of('Drive camera')).toContainText('done');
    await page.close(); // in the midst of another one, which is taken back, as a single one would be
    await openPlan(another);
    await expect(parts(another).of('Drive camera')).toContainText('done');
    await expect(another.page.getByText(/Begun by admin/)).toBeVisible();
    await another.page.getByRole('button', { name: 'Go on' }).click();
    await expect(another.page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expectAccessible(another.page);
    await another.page.getByRole('button', { name: 'End it here' }).click();
    await expect(another.page.getByRole('button', { name: 'Start with all' })).toBeVisible();
  });
});

test.describe('fourteen devices of which one is stubborn', () => {
  test.use({ cameras: true, dialects: true });
  // a device that tells nobody how it logs in holds the queue up for three minutes on Mosquitto 2.0, which does not tell either
  test.describe.configure({ timeout: 1_800_000 });
  // a stubborn one that takes its password sealed is given 30 s before it is taken back: no shorter story can tell it
  test.skip(!isLong, 'takes minutes; npm run test:long tells it');

  test('it stops at the stubborn one, and goes on without it in another browser, to the end of all that goes by itself', async ({
    another,
    broker,
    brokerKind,
    gatehouse,
    household: { home },
    page,
  }) => {
    await openPlan(gatehouse);

    await backUpAndStart(page, broker);
    await expect(parts(gatehouse).of('Garage camera')).toContainText('failed', { timeout: 100_000 });
    await expect(page.getByRole('status', { name: 'Batch' })).toContainText('nothing more was begun');

    await page.close();
    await openPlan(another);

    await expect(parts(another).of('Garage camera')).toContainText('failed');
    await another.page.getByRole('button', { name: 'Go on' }).click();
    const sealed = ['Drive camera', 'Garden camera', 'Front doorbell'];
    const told = ['Patio camera plug', 'Garage light switch', 'Reading lamp', 'Coordinator'];
    const counted = ['Attic climate', 'Cellar leak sensor', 'nukihub'];
    for (const name of [...sealed, ...told, ...(tellsWhoIsConnected(brokerKind) ? counted : [])]) {
      await expect(parts(another).of(name)).toContainText('done', { timeout: 900_000 });
    }
    // A Nuki Hub and a Homie device tell nobody which log-in they use, nor does a Mosquitto 2.0: both are good until a person
    // has looked, and what she says switches the old one off.
    if (!tellsWhoIsConnected(brokerKind)) {
      await another.go('Access');
      for (const username of silent) {
        const login = loginOfProgram(username);
        await expect.poll(() => home.secrets(), { timeout: 120_000 }).not.toContain(login.password);
        expect(await isLetIn(broker.url, login)).toBe(true);
        await sayThatItWorks(another, username);
        await expect.poll(() => isLetIn(broker.url, login), { timeout: 60_000 }).toBe(false);
      }
      await another.page.getByRole('link', { name: 'Rotate everything' }).click();
    }
    // The one in the attic is awake for seconds, and on Mosquitto 2.0 not long enough to tell what it uses: both stay good.
    const isAsleep = !tellsWhoIsConnected(brokerKind);
    await expect(another.page.getByRole('status', { name: 'Batch' })).toContainText(
      isAsleep ? 'Waiting for Attic climate' : 'All that goes by itself is done',
      { timeout: 300_000 }, // what a person has said is deleted when the device was heard without it for a minute
    );
    await expect(parts(another).of('waiting for you')).toHaveCount(3);
    const replaced = ['drive-camera', 'garden-camera', 'front-doorbell'].map(loginOfCamera);
    const byCommand = [
      ...(isAsleep ? [] : ['attic-climate']),
      'patio-plug',
      'garage-light',
      'reading-lamp',
      ...silent,
    ].map(loginOfProgram);
    await expectReplaced(broker.url, home, [bridge, ...replaced, ...byCommand]);
    expect(await isLetIn(broker.url, loginOfCamera('garage-camera'))).toBe(true);
  });
});

const silent = ['nuki-hub', 'cellar-leak'];

/** Who stands beside the device has seen it work, and says so. */
async function sayThatItWorks(gatehouse: Gatehouse, username: string): Promise<void> {
  const { page } = gatehouse;
  await gatehouse.credential(username).getByRole('button', { name: 'Show the change' }).click();
  await gatehouse.dialog.getByRole('button', { name: 'It works with the new one' }).click({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Yes, switch the old one off' }).click();
  await gatehouse.dialog.getByRole('button', { name: /^Close/ }).click();
}

/** Each is refused with the password that it had, and let in with one that the home holds now. */
async function expectReplaced(url: string, home: RunningHome, before: readonly KnownLogin[]): Promise<void> {
  const now = home.secrets();
  for (const login of before) {
    expect(await isLetIn(url, login), `the old log-in of ${login.username}`).toBe(false);
    const { clientId } = login;
    const next = { username: `${clientId}.${login.username === `${clientId}.a` ? 'b' : 'a'}`, clientId };
    expect(await opensWithOneOf(url, next, now), `the new log-in of ${login.username}`).toBe(true);
  }
}

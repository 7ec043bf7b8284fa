import { knock } from '@/embedded-broker/guest.testing';

import { cameraPasswords } from '../brokers';
import { expect, expectAccessible, passwords, test } from '../fixtures';
import type { Gatehouse } from '../pages/gatehouse';

const isLong = process.env['GATEHOUSE_LONG'] === '1';

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

/** On a Mosquitto that may lose its accounts the page asks for a copy first. */
async function begin({ page }: Gatehouse): Promise<void> {
  const start = page.getByRole('button', { name: 'Start with all' });
  await expect(start).toBeVisible();
  const copy = page.getByRole('checkbox', { name: 'I have a copy' });
  if (await copy.isVisible()) {
    await expect(page.getByText('dynamic-security.json')).toBeVisible();
    await page.getByText('I have a copy').click();
  }
  await start.click();
}

test.describe('all cameras', () => {
  test.use({ cameras: true });
  // rotations wait for devices, in real time
  test.describe.configure({ timeout: 120_000 });

  test('one after the other gets a new password, and what one browser has begun another goes on with', async ({
    another,
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

    await begin(gatehouse);
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
  test.describe.configure({ timeout: 480_000 });
  // a stubborn one that takes its password sealed is given 30 s before it is taken back: no shorter story can tell it
  test.skip(!isLong, 'takes two minutes; npm run test:long tells it');

  test('it stops at the stubborn one, goes on without it in another browser, and leaves what somebody has to type in', async ({
    another,
    broker,
    brokerKind,
    gatehouse,
    household: _,
    page,
  }) => {
    await openPlan(gatehouse);

    await begin(gatehouse);
    await expect(parts(gatehouse).of('Garage camera')).toContainText('failed', { timeout: 100_000 });
    await expect(page.getByRole('status', { name: 'Batch' })).toContainText('nothing more was begun');

    await page.close();
    await openPlan(another);

    await expect(parts(another).of('Garage camera')).toContainText('failed');
    await another.page.getByRole('button', { name: 'Go on' }).click();
    const done = ['Garden camera', 'Patio camera plug', 'Garage light switch', 'Reading lamp', 'Coordinator'];
    const quiet = brokerKind === 'embedded' ? ['Cellar leak sensor', 'nukihub'] : [];
    for (const name of [...done, ...quiet]) {
      await expect(parts(another).of(name)).toContainText('done', { timeout: 240_000 });
    }
    await expect(parts(another).of('waiting for you')).toHaveCount(3);
    const old = knock(broker.url, {
      username: 'garden-camera.a',
      password: cameraPasswords.get('garden-camera') ?? '',
      clientId: 'garden-camera',
      protocolVersion: 5,
    });
    expect(await Promise.race([old.next('error').then(() => 'refused'), old.next('connect').then(() => 'in')])).toBe(
      'refused',
    );
    await old.client.endAsync(true);
  });
});

import { readFile } from 'node:fs/promises';

import { buildLock, describeLock } from '../built-lock';
import { everythingKept } from '../everything-kept';
import { expect, expectAccessible, passwords, test } from '../fixtures';
import type { Gatehouse } from '../pages/gatehouse';

// what is kept is written every ten seconds, and counted in Settings every thirty
test.setTimeout(120_000);

const plug = 'Kitchen fridge';
const words = 'lantern otter quarry velvet';

/** the section of Settings, when the first of it is written */
async function keeping(gatehouse: Gatehouse, sentence: RegExp): Promise<void> {
  await gatehouse.go('Settings');
  await expect(gatehouse.page.getByRole('status', { name: 'History' })).toContainText(sentence);
}

test('how a device goes is drawn again at the next visit, taken along as a file, and deleted', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const consume = (power: number) =>
    somebody.publishAsync(`zigbee2mqtt/${plug}`, JSON.stringify({ power }), { qos: 1 });
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice(plug);
  await consume(1234);
  await consume(1239);
  const health = gatehouse.region('Health');
  const chooser = health.getByRole('combobox', { name: 'What the chart shows' });
  await chooser.selectOption('Consumption');
  const figure = health.getByRole('figure', { name: 'Consumption in the last hour' });
  await expect(figure).toContainText(/and 1239 W in the last hour/);
  await expect(health).toContainText(/Learning, [12] of 14 days/);
  // a finger that stood there before the picture was drawn points at nothing until it moves
  await expect(async () => {
    await page.mouse.move(0, 0);
    await figure.hover({ position: { x: 150, y: 60 } });
    await expect(figure).toContainText(/Consumption: [\d.]+ W/, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect.poll(async () => (await everythingKept(page)).includes('1239')).toBe(true);

  await page.reload();
  await gatehouse.logIn('owner', passwords.owner);
  await chooser.selectOption('Consumption');
  await expect(figure).toContainText(/1239 W in the last hour/);
  await chooser.selectOption('Message size');
  await expect(health.getByRole('figure', { name: 'Message size in the last hour' })).toContainText(/\d bytes/);
  await chooser.selectOption('Consumption');
  await health.getByText('Month').click();
  await expect(health.getByRole('figure', { name: 'Consumption in the last month' })).toContainText('1239 W');
  await health.getByText('Show the numbers').click();
  await expect(health.getByRole('columnheader', { name: 'Highest' })).toBeVisible();
  await expectAccessible(page);

  await gatehouse.go('Settings');
  const history = gatehouse.region('History');
  await expect(history).toContainText('It is not encrypted');
  const download = page.waitForEvent('download');
  await history.getByRole('button', { name: 'Save as CSV' }).click();
  const file = await (await download).path();
  expect(await readFile(file, 'utf8')).toMatch(/^point,.*,powerW,W,1239,1239,1239,1239,1,,,,,,$/m);
  await expectAccessible(page);
  await history.getByRole('button', { name: 'Delete the history' }).click();
  const measured = /powerW[^\]]*1239/;
  expect(await everythingKept(page)).toMatch(measured);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the history' }).click();
  await expect(history).toContainText('For a year; 0 kept');
  expect(await everythingKept(page)).not.toMatch(measured);
});

test('without a connection the home is shown as it was last seen, with its age, and the form stays at hand', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await keeping(gatehouse, /keeps how your home goes/);
  // it may have begun before the home was there
  await expect.poll(() => everythingKept(page), { timeout: 30_000 }).toContain('Front door');
  await broker.kill();
  await page.goto('about:blank');
  await gatehouse.open('/devices');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(gatehouse.row('Front door')).toBeVisible();
  const banner = page.getByText(/as it was last seen (just now|\d+ min ago)/);
  await expect(banner).toBeVisible();
  await gatehouse.go('Overview');
  await expect(gatehouse.heading).toHaveText('Your home cannot be heard right now');
  await expectAccessible(page);
  await broker.restart();
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.connection).toContainText('Connected');
  await expect(banner).toBeHidden();
});

test('what is kept of a home is told and deleted without its broker, on a page that was opened right there', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await expect.poll(() => everythingKept(page), { timeout: 30_000 }).toContain('Front door');
  await page.goto('about:blank');
  await gatehouse.open('/settings');
  const history = gatehouse.region('History');
  await expect(history).toContainText(
    `Nothing is added now, for this page is not connected. This browser keeps how ${broker.url}`,
  );
  await expectAccessible(page);
  await history.getByRole('button', { name: 'Delete the history' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(broker.url);
  await question.getByRole('button', { name: 'Delete the history' }).click();
  await expect(history).toContainText('Nothing is kept yet');
  expect(await everythingKept(page)).not.toContain('Front door');
});

test.describe('with a vault', () => {
  test.use({ cameras: true });
  // a rotation waits for its camera besides
  test.describe.configure({ timeout: 240_000 });

  test('no name and no code of the home can be read from what this browser keeps', async ({
    gatehouse,
    household: _,
    page,
    somebody,
  }) => {
    await gatehouse.enterWithVault('/', passwords.owner, words);
    const entry = { action: 'disarm', action_code: '739155' };
    await somebody.publishAsync('zigbee2mqtt/Front door keypad', JSON.stringify(entry), { qos: 1 });
    await buildLock(somebody);
    await gatehouse.go('Devices');
    await page.getByRole('link', { name: 'Unknown traffic' }).click();
    await page.getByRole('button', { name: 'Look around' }).click();
    await describeLock(gatehouse);
    await page.getByRole('dialog', { name: 'Say what it is' }).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Barn door is a device now.')).toBeVisible();
    await gatehouse.go('Access');
    await gatehouse.signInAsAdministrator(passwords.admin);
    await gatehouse.rotate('drive-camera.a');
    await gatehouse.startRotation();
    await expect(gatehouse.rotation).toContainText('no longer works', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('list', { name: 'What was replaced' })).toContainText('By admin');

    await keeping(gatehouse, /encrypted under your vault/);
    const history = gatehouse.region('History');
    const told = history.getByText('For a day; since');
    await expect(told).toBeVisible({ timeout: 45_000 });
    await expect(history).toContainText(/For a year; (?:one|\d+) kept/);
    const kept = await everythingKept(page);
    const names = ['Front door', 'fridge', 'Barn door', 'Drive camera', 'drive camera'];
    for (const word of [...names, '739155', 'powerW']) expect(kept.includes(word), word).toBe(false);
    expect(kept.includes('gatehouse-series-sealed')).toBe(true);
    for (const one of ['rotations', 'mappings']) {
      expect(kept.includes(`gatehouse-${one}-sealed`), one).toBe(true);
      // what lay open is gone, database and all
      expect(kept.includes(`"gatehouse-${one}"`), one).toBe(false);
    }

    await page.reload();
    await expect(page.getByRole('status', { name: 'History' })).toContainText('was not unlocked');
    await expect(told).toBeHidden();
    await gatehouse.open('/connect');
    await gatehouse.unlockVault(words);
    await keeping(gatehouse, /encrypted under your vault/);
    await expect(told).toBeVisible();
    await gatehouse.openDevice('Barn door');
    await gatehouse.openDevice('Drive camera');
    await expect(page.getByRole('list', { name: 'Changes of its password' })).toContainText('By admin');
  });
});

test('a disk that is full is told, what lies there stays, and it goes on when there is room', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await keeping(gatehouse, /keeps how your home goes/);
  const history = gatehouse.region('History');
  await expect(history).toContainText('For a day; since', { timeout: 45_000 });
  const cdp = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await expect(history).toContainText('the disk is full', { timeout: 45_000 });
  await expect(history).toContainText('For a day; since');
  await expectAccessible(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(history).not.toContainText('the disk is full', { timeout: 45_000 });
  await expect(history).toContainText('For a day; since');
});

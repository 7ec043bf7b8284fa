import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { everythingKept } from '../everything-kept';
import { expect, expectAccessible, passwords, test as base } from '../fixtures';

const hall = { username: 'hall-sensor', password: 'hall-1f07' };

const test = base.extend<{ readonly files: Mosquitto }>({
  files: async ({ brokerKind }, use) => {
    base.skip(brokerKind === 'embedded', 'This story is about a Mosquitto with a password file: it is told once.');
    const { owner, admin } = passwords;
    const everybody = ['owner', 'admin', hall.username].map((name) => `user ${name}\ntopic readwrite #`);
    // it tells its log, and the owner may hear it
    everybody.push('user owner\ntopic read $SYS/#');
    const broker = await startMosquitto({
      users: { owner, admin, [hall.username]: hall.password },
      acl: everybody.join('\n'),
      extraConfig: 'log_dest topic\nlog_type error\nlog_type notice\nlog_type information',
    });
    await use(broker);
    await broker.stop();
  },
  broker: ({ files }, use) =>
    use({
      url: files.wsUrl,
      log: files.log,
      kill: () => files.kill('SIGKILL'),
      restart: files.restart,
      stop: files.stop,
    }),
});

// six connections and three reloads of a broker, on a busy machine
test.describe.configure({ timeout: 150_000 });

test('a broker whose accounts stand in files is changed by hand, with lines made here, and nobody is locked out', async ({
  context,
  files,
  gatehouse,
  page,
}) => {
  const isLetIn = async (username: string, password: string) => {
    const guest = knock(files.wsUrl, { username, password, protocolVersion: 5 });
    const letIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
    await guest.client.endAsync(true);
    return letIn;
  };
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (what: string) => {
    await page.getByRole('button', { name: `Copy the ${what}` }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await gatehouse.enter('/access', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  await expect(gatehouse.alert).toContainText('or the broker cannot be administered from here');

  const form = page.getByRole('form', { name: 'New lines' });
  await form.getByLabel('Username that the device uses now').fill('two:colons');
  await form.getByRole('button', { name: 'Make a new log-in' }).click();
  await expect(page.getByText('A password file cannot hold that name.')).toBeVisible();
  await form.getByLabel('Username that the device uses now').fill(hall.username);
  await form.getByRole('button', { name: 'Make a new log-in' }).click();
  await expect(page.getByRole('list', { name: 'What to do' })).toContainText(`leave the line of ${hall.username}`);
  await expectAccessible(page);

  // what it says, on the computer of the broker
  appendFileSync(join(files.dir, 'passwords'), `${await copied('line')}\n`);
  appendFileSync(join(files.dir, 'acl'), `${await copied('rules')}\n`);
  const [username, password] = [await copied('username'), await copied('password')];
  expect(await page.content()).not.toContain(password);
  process.kill(files.pid, 'SIGHUP');
  await expect(async () => expect(await isLetIn(hall.username, hall.password)).toBe(true)).toPass();
  const card = page.getByRole('listitem', { name: hall.username });
  const standing = card.getByRole('status', { name: `How it stands with ${hall.username}` });
  await expect(async () => {
    await card.getByRole('button', { name: 'Try the new log-in' }).click();
    await expect(standing).toContainText(`The broker lets ${username} in`, { timeout: 3_000 });
  }).toPass();
  await expect(card.getByRole('button', { name: `I have deleted it: ${hall.username}` })).toBeHidden();

  // what is under way outlives the page, and its password does not
  await page.reload();
  await gatehouse.logIn('owner', passwords.owner);
  await expect(standing).toContainText('Look at the device itself');
  await expect(card).toContainText('is kept nowhere');
  expect(await everythingKept(page)).not.toContain(password);

  // the device logs in with it, as soon as the page hears the log again
  await expect(async () => {
    expect(await isLetIn(username, password)).toBe(true);
    await expect(standing).toContainText(`The broker’s log says that ${username} was let in`, { timeout: 3_000 });
  }).toPass();
  const oldLogin = card.getByRole('form', { name: `Old log-in of ${hall.username}` });
  await oldLogin.getByLabel(`Old password of ${hall.username}`).fill(hall.password);
  await oldLogin.getByRole('button', { name: 'Try the old log-in' }).click();
  await expect(oldLogin.getByRole('status')).toContainText('Delete the line, and try it again.');
  await expectAccessible(page);

  const passwordFile = join(files.dir, 'passwords');
  const lines = readFileSync(passwordFile, 'utf8').split('\n');
  writeFileSync(passwordFile, lines.filter((line) => !line.startsWith(`${hall.username}:`)).join('\n'));
  process.kill(files.pid, 'SIGHUP');
  await card.getByRole('button', { name: `I have deleted it: ${hall.username}` }).click();
  const over = page.getByText(`The broker refuses ${hall.username}: nobody gets in with the old log-in any more.`);
  // its form goes with the last answer, which may take longer than a look
  await expect(async () => {
    if (await over.isVisible()) return;
    await oldLogin.getByRole('button', { name: 'Try the old log-in' }).click({ timeout: 3_000 });
    await expect(over).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(card).toBeHidden();
  await expect(page.getByRole('list', { name: 'What was replaced' })).toContainText('The old log-in is refused.');
  expect(await isLetIn(hall.username, hall.password)).toBe(false);
  expect(await isLetIn(username, password)).toBe(true);
});

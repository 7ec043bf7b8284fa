import { expect, expectAccessible, passwords, test } from '../fixtures';

test.skip(
  ({ brokerKind }) => brokerKind !== 'embedded',
  'what a page says of a silent broker does not hang on which it is',
);

test('while the broker is away the page of people says that what it shows is old, and no more when it is back', async ({
  broker,
  gatehouse,
  page,
}) => {
  await gatehouse.enter('/access/people', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  const people = page.getByRole('list', { name: 'People' });
  await expect(people).toContainText('owner');
  const old = page.getByText('What stands here is what it told');
  await expect(old).toBeHidden();
  await broker.kill();
  await expect(old).toBeVisible();
  await expect(people).toContainText('owner');
  await expectAccessible(page);
  await broker.restart();
  await expect(gatehouse.connection).toContainText('Connected', { timeout: 45_000 });
  await expect(old).toBeHidden({ timeout: 60_000 });
});

/** What somebody on the network may call an account: markup, letters that turn the line around, and no end. */
const hostile = {
  markup: '<img src=x onerror=alert(1)>',
  turned: '\u202Eanna\u2066',
  long: 'a'.repeat(900),
} as const;

test('names made to do harm stand on the pages of Access as what they are: text', async ({
  gatehouse,
  somebody,
  page,
}) => {
  const commands = Object.values(hostile).flatMap((username) => [
    { command: 'createClient', username, password: 'harm-4c1e', textname: username },
    { command: 'addClientRole', username, rolename: 'gatehouse:owner' },
  ]);
  await somebody.publishAsync('$CONTROL/dynamic-security/v1', JSON.stringify({ commands }), { qos: 1 });
  await page.setViewportSize({ width: 390, height: 844 });
  await gatehouse.enter('/access/people', passwords.owner);
  await gatehouse.signInAsAdministrator(passwords.admin);
  const places = [
    ['People', page.getByRole('list', { name: 'People' })],
    ['Log-ins', page.getByRole('table', { name: 'Credentials' })],
    ['Who can do what', page.getByRole('list', { name: 'Accounts' })],
    ['Rules', page.getByRole('list', { name: 'Taking part' })],
  ] as const;
  for (const [place, list] of places) {
    await page.getByRole('navigation', { name: 'Pages of Access' }).getByRole('link', { name: place }).click();
    await expect(list.getByText(hostile.markup, { exact: true })).toBeVisible();
    await expect(list.getByText(hostile.long, { exact: true })).toBeVisible();
    const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(width, place).toBeLessThanOrEqual(inner ?? 0);
  }
  await expectAccessible(page);
});

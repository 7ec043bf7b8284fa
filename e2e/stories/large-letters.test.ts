import { lightBrowser } from '../browsers';
import { expect, expectAccessible, passwords, test } from '../fixtures';

const launchOptions = { ...lightBrowser, args: [...(lightBrowser.args ?? []), '--blink-settings=defaultFontSize=32'] };
test.use({ launchOptions, viewport: { width: 360, height: 740 } });
test.skip(({ brokerKind }) => brokerKind !== 'embedded', 'the broker has no part in it');

test('with letters twice as large every place is still in sight on a phone, and no page is wider than it', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await expect(page.getByRole('list', { name: 'To do' })).toBeVisible();
  for (const place of ['Overview', 'Devices', 'Alerts', 'Firmware', 'Access', 'Settings']) {
    const link = gatehouse.navigation.getByRole('link', { name: place });
    await expect(link).toBeInViewport({ ratio: 1 });
    await link.click();
    await expect(gatehouse.heading).toBeVisible();
    await expect(gatehouse.connection).toBeInViewport({ ratio: 1 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, `${place} is not wider than the screen`).toBeLessThanOrEqual(0);
    // what is in words is whole: a choice of three stands one below the other, not one upon the other
    const squeezed = await page
      .getByRole('radiogroup')
      .locator('label')
      .evaluateAll((labels) =>
        labels.filter((label) => label.scrollWidth > label.clientWidth).map((label) => label.textContent),
      );
    expect(squeezed).toEqual([]);
    await expectAccessible(page);
  }
});

test('a door whose name is one long word has a button on which all of it can be read, and first what it does', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const name = 'Donaudampfschifffahrtsgesellschaftsverwaltungsgebäudetür';
  const tell = (topic: string, what: object) =>
    somebody.publishAsync(`gatehouse/v1/device/long-door/${topic}`, JSON.stringify(what), { retain: true });
  await tell('about', { name, kind: 'lock', serial: 'LD-1', capabilities: ['lock'] });
  await tell('status', { status: 'online' });
  await gatehouse.enter('/', passwords.owner);
  // it has not told yet whether it is locked
  const button = page.getByRole('button', { name: `Look at ${name}` });
  await expect(button).toBeVisible();
  const isWhole = await button.evaluate((here) => {
    const card = here.closest('ul')?.getBoundingClientRect();
    const { left, right } = here.getBoundingClientRect();
    return card !== undefined && left >= card.left && right <= card.right && here.scrollWidth <= here.clientWidth;
  });
  expect(isWhole).toBe(true);
});

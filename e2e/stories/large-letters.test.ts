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

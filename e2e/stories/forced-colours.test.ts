import { expect, expectAccessible, passwords, test } from '../fixtures';

test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } });
test.skip(({ brokerKind }) => brokerKind !== 'embedded', 'the broker has no part in it');

test('where the browser chooses the colours, a box that is not ticked does not look ticked, and a dialog has an edge', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/messages', passwords.owner);
  const box = page.locator('label').filter({ has: page.getByRole('checkbox', { name: 'Only changes' }) });
  const tick = box.locator('svg');
  await expect(tick).toBeHidden();
  await box.click();
  await expect(tick).toBeVisible();

  await gatehouse.go('Access');
  await page.getByRole('link', { name: 'Codes' }).click();
  await page.getByRole('button', { name: 'Give a code' }).click();
  const edge = await page
    .getByRole('dialog', { name: 'Give a code' })
    .evaluate((dialog) => getComputedStyle(dialog.parentElement ?? dialog).borderTopWidth);
  expect(edge).toBe('1px');
  await expectAccessible(page);
});

import { expect, householdDevices, passwords, test } from '../fixtures';

test('on paper every device of the list stands, black on white, and nothing stands over it', async ({
  gatehouse,
  household: _,
  page,
}) => {
  // so low a window that it shows a few devices only
  await page.setViewportSize({ width: 1280, height: 420 });
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  const rows = page.getByRole('rowgroup').last().getByRole('row');
  const names = page.getByRole('rowheader');
  expect(await names.count()).toBeLessThan(householdDevices);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(names).toHaveCount(householdDevices);
  const boxes = await Promise.all((await rows.all()).map((row) => row.boundingBox()));
  const tops = boxes.map((box) => box?.y ?? 0);
  for (const [index, box] of boxes.slice(1).entries())
    expect(box?.y).toBeGreaterThanOrEqual((tops[index] ?? 0) + (boxes[index]?.height ?? 0) - 1);
  await expect(gatehouse.navigation).toBeHidden();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    'rgb(246, 246, 243)',
  );
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect.poll(() => names.count()).toBeLessThan(householdDevices);
});

test('what is open over the page is printed without the page', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Front door');
  await gatehouse.region('State').getByRole('button', { name: 'Unlock' }).press('Enter');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expect(page.getByText('Front door', { exact: true }).first()).toBeHidden();
});

import { expect, passwords, test } from '../fixtures';

test('whoever walks by keys through a narrow page sees where they are: the links at the bottom never stand over it', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await gatehouse.enter('/', passwords.owner);
  await expect(page.getByRole('list', { name: 'To do' })).toBeVisible();
  // the main part comes before the links
  await page.getByRole('link', { name: 'Skip to content' }).press('Enter');
  const place = () =>
    page.evaluate(() => {
      const focused = document.activeElement;
      const bar = document.querySelector('nav[aria-label="Main"]');
      if (focused === null || bar === null || !document.querySelector('main')?.contains(focused)) return null;
      return bar.getBoundingClientRect().top - focused.getBoundingClientRect().bottom;
    });
  const free: number[] = [];
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Tab');
    const room = await place();
    if (room !== null) free.push(room);
  }
  expect(free.length).toBeGreaterThan(15);
  expect(Math.min(...free)).toBeGreaterThanOrEqual(0);
});

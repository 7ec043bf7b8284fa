import type { Page } from '@playwright/test';

/** How often a person presses something on this page from now on, by mouse, finger or key; what the page presses itself is no press. */
export async function countPresses(page: Page): Promise<() => Promise<number>> {
  const presses = await page.evaluateHandle(() => {
    const counted = { number: 0 };
    addEventListener('click', ({ isTrusted }) => void (counted.number += Number(isTrusted)), { capture: true });
    return counted;
  });
  return () => presses.evaluate(({ number }) => number);
}

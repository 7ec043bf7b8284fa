import type { Locator } from '@playwright/test';

import type { Alert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { writeAlert } from '@/session/alerts/alert-line';

import { everythingKept } from '../everything-kept';
import { expect, expectAccessible, passwords, test } from '../fixtures';

// what is kept is written every ten seconds
test.setTimeout(120_000);

const dayMs = 86_400_000;
const window = 'Bedroom window';

/** What somebody else in the house saw, so long ago. */
const lifted = (device: string, daysAgo: number): Alert => {
  const t = Date.now() - daysAgo * dayMs;
  return alertOf({
    id: 'tamper-lifted',
    t,
    device,
    subject: device,
    title: 'The bedroom window says that somebody lifted it off',
    severity: 'warning',
    state: 'resolved',
    evidence: [{ t, topic: `zigbee2mqtt/${window}`, text: 'It said so' }],
    changes: 1,
    endedAt: t,
  });
};

/** By the Tab key alone, from the chooser of the range. */
async function walkTo(link: Locator): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    await link.page().keyboard.press('Tab');
    if (await link.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('No key leads there');
}

/** Where in a picture its marks stand, from 0, where it begins, to 1, where it ends. */
function placesOfMarks(figure: Locator): Promise<readonly number[]> {
  return figure.evaluate((element) => {
    const axis = element.querySelector('[data-axis="value"]')?.getBoundingClientRect();
    if (axis === undefined) return [];
    return [...element.querySelectorAll('[data-mark]')]
      .map((mark) => (mark.getBoundingClientRect().x - axis.x) / axis.width)
      .toSorted((one, other) => one - other);
  });
}

test('the alerts of a device stand on its chart at their time, in words too, and lead to what happened', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const say = (state: object) => somebody.publishAsync(`zigbee2mqtt/${window}`, JSON.stringify(state), { qos: 1 });
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice(window);
  await say({ contact: true, battery: 71 });
  await say({ contact: true, battery: 70 });
  const health = gatehouse.region('Health');
  await health.getByRole('combobox', { name: 'What the chart shows' }).selectOption('Battery');
  const marked = health.getByRole('list', { name: 'Alerts in this time' });
  const hour = health.getByRole('figure', { name: 'Battery in the last hour' });
  // the household may have told its own before
  await expect(hour).toContainText(/between \d+ and 71 % in the last hour/);
  await expect(marked).toBeHidden();
  expect(await placesOfMarks(hour)).toEqual([]);

  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  const before = lifted(id, 3);
  await somebody.publishAsync(`gatehouse/v1/alert/${before.id}`, writeAlert(before), { retain: true, qos: 1 });
  await say({ contact: true, battery: 70, tamper: true });
  const now = marked.getByRole('listitem').filter({ hasText: 'says that somebody tampered with it' });
  await expect(now).toHaveText(/^\d.*: The bedroom window says/);
  await expect(marked.getByRole('listitem')).toHaveCount(1);
  await expect.poll(() => placesOfMarks(hour)).toHaveLength(1);
  const at = Date.parse((await now.getByRole('time').getAttribute('datetime')) ?? '');
  expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
  await expectAccessible(page);

  await health.getByText('Week').click();
  await expect(marked.getByRole('listitem')).toHaveCount(2);
  await expect(marked.getByRole('time').last()).toHaveAttribute('datetime', new Date(before.t).toISOString());
  const week = health.getByRole('figure', { name: 'Battery in the last week' });
  await expect.poll(() => placesOfMarks(week)).toEqual([expect.closeTo(4 / 7, 2), expect.closeTo(1, 2)]);
  await health.getByText('Year').click();
  const year = health.getByRole('figure', { name: 'Battery in the last year' });
  await expect.poll(() => placesOfMarks(year)).toEqual([expect.closeTo(362 / 365, 3), expect.closeTo(1, 3)]);

  const link = marked.getByRole('link', { name: 'Warning: The bedroom window says that somebody lifted it off' });
  await walkTo(link);
  await page.keyboard.press('Enter');
  await expect(gatehouse.heading).toHaveText('Alerts');
  await expect(page.locator(':focus')).toContainText('somebody lifted it off');

  // the broker keeps the last few hundred; this browser keeps those of a year
  await page.goBack();
  await expect.poll(async () => (await everythingKept(page)).includes(before.title)).toBe(true);
  await somebody.publishAsync(`gatehouse/v1/alert/${before.id}`, '', { retain: true, qos: 1 });
  await health.getByText('Week').click();
  await link.click();
  await expect(page.locator(':focus')).toContainText('somebody lifted it off');
});

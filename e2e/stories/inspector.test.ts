import type { Locator, Page } from '@playwright/test';

import { stillOf } from '@/simulator/cameras/still';

import { expect, expectAccessible, passwords, test } from '../fixtures';
import { translate } from '../translated';

const inspectorOf = (page: Page) => page.getByRole('group', { name: 'Message inspector' });
const listIn = (page: Page) => page.getByRole('listbox', { name: 'Messages, newest first' });
/** the messages on a topic that are in sight */
const onTopic = (page: Page, topic: string): Locator => listIn(page).getByRole('option').filter({ hasText: topic });
/** where nobody but a story speaks */
const bell = 'gatehouse/v1/rotation/bell';

test('whatever is said in the home is shown as it comes, and what each message changed', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.go('Settings');
  await page.getByRole('link', { name: 'All messages as they come' }).click();
  await expect(gatehouse.heading).toHaveText('Messages');
  const filter = page.getByRole('searchbox', { name: 'Filter messages' });
  await filter.fill('küche fenster');
  await expect(onTopic(page, 'retained').first()).toBeVisible();
  await onTopic(page, 'retained').first().click();
  const detail = page.getByRole('region', { name: 'This message' });
  await expect(detail.getByRole('link', { name: 'Küche Fenster' })).toBeVisible();

  // the broker keeps it until the page has asked for it
  await filter.fill('rotation/bell');
  await somebody.publishAsync(bell, '{"battery":64,"contact":true,"linkquality":99}', { retain: true });
  await expect(onTopic(page, bell).first()).toContainText('"battery":64');
  await somebody.publishAsync(bell, '{"battery":63,"contact":true,"linkquality":99}');
  const newest = onTopic(page, bell).first();
  await expect(newest).toContainText('battery 64 → 63');
  await expect(newest).not.toContainText('contact');
  await newest.click();
  await expect(detail.getByRole('row', { name: 'battery' })).toContainText('63');
  await expectAccessible(page);

  // the same again changes nothing, and need not be seen
  await somebody.publishAsync(bell, '{"battery":63,"contact":true,"linkquality":99}');
  await expect(newest).toContainText('the same as before');
  await page.getByText('Only changes').click();
  await expect(newest).toContainText('battery 64 → 63');
  await page.getByText('Only changes').click();
  await page.getByRole('combobox', { name: 'Live or retained' }).selectOption('Retained only');
  await expect(onTopic(page, bell)).toHaveCount(0);
  await filter.fill('küche fenster');
  await expect(onTopic(page, 'retained').first()).toBeVisible();
});

test('whoever pauses reads on in peace, is told what waits, and catches up', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/messages', passwords.owner);
  // nor does it stand still for whoever lets the browser translate it
  await translate(page);
  await page.getByRole('searchbox', { name: 'Filter messages' }).fill('somewhere/bell');
  await expect(inspectorOf(page)).toContainText('No message like this came');
  await page.getByRole('searchbox', { name: 'Filter messages' }).fill('rotation/bell');
  // the broker keeps it until the page has asked for it
  await somebody.publishAsync(bell, '{"battery":64}', { retain: true });
  await expect(onTopic(page, bell).first()).toContainText('64');
  await listIn(page).focus();
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  for (const battery of [61, 60, 59]) await somebody.publishAsync(bell, `{"battery":${battery}}`);
  await expect(page.getByRole('button', { name: 'Go on, 3 new' })).toBeVisible();
  await expect(listIn(page)).not.toContainText('60 → 59');
  await page.keyboard.press('p');
  await expect(onTopic(page, bell).first()).toContainText('60 → 59');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('a message is walked to, opened and copied by keys alone', async ({
  context,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await gatehouse.enter('/messages', passwords.owner);
  await page.getByRole('searchbox', { name: 'Filter messages' }).fill('rotation/bell');
  await somebody.publishAsync(bell, '{"battery":42}', { retain: true });
  await expect(onTopic(page, bell).first()).toContainText('42');
  await listIn(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'This message' })).toContainText('"battery": 42');
  await page.keyboard.press('c');
  await expect(inspectorOf(page).getByRole('status')).toHaveText('Copied.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${bell}\n{"battery":42}\n`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'This message' })).toHaveCount(0);

  // wherever in the message it is closed, the keys go on in the list
  const close = page.getByRole('button', { name: 'Close this message' });
  for (const key of ['Enter', 'Escape']) {
    await page.keyboard.press('Enter');
    await close.focus();
    await page.keyboard.press(key);
    await expect(close).toHaveCount(0);
    await expect(listIn(page)).toBeFocused();
  }
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
});

test('secrets are hidden, pictures shown as pictures, and what is neither text nor picture is told by its size', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Front door keypad');
  const topic = 'zigbee2mqtt/Front door keypad';
  await somebody.publishAsync(topic, '{"action":"disarm","action_code":"739155","battery":87}');
  await expect(onTopic(page, topic).first()).toContainText('•••');
  await onTopic(page, topic).first().click();
  await expect(page.getByRole('region', { name: 'This message' })).toContainText('•••');
  expect(await page.content()).not.toContain('739155');

  await page.getByRole('link', { name: 'Messages of the whole home' }).click();
  await expect(gatehouse.heading).toHaveText('Messages');
  await page.getByRole('searchbox', { name: 'Filter messages' }).fill('rotation/bell');
  await somebody.publishAsync(bell, Buffer.from(new Uint8Array(12_000).fill(1)), { retain: true });
  await expect(onTopic(page, bell).first()).toContainText('12 kB of binary');
  const scene = { place: 'garage', name: 'Attic', at: 0, event: null, subject: null, parked: false } as const;
  await somebody.publishAsync(bell, Buffer.from(stillOf(scene)));
  await expect(onTopic(page, bell).first()).toContainText(/A picture of 480 × 270, \d+ kB/);
  await onTopic(page, bell).first().click();
  const image = page.getByRole('img', { name: /^A picture of 480 × 270, .* received at/ });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(480);
  await expectAccessible(page);
  expect(await page.content()).not.toContain('739155');
});

test('in a flood the page stays in hand and says what it leaves out', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/messages', passwords.owner);
  await page.getByRole('searchbox', { name: 'Filter messages' }).fill('rotation/bell');
  await somebody.publishAsync(bell, '{"battery":1}', { retain: true });
  await expect(onTopic(page, bell).first()).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  for (let n = 0; n < 1_000; n++) somebody.publish(bell, `{"linkquality":${n % 255},"n":${n}}`);
  await expect(page.getByRole('button', { name: 'Go on, 1,000 new' })).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(onTopic(page, bell).first()).toContainText('n 998 → 999');
  await listIn(page).focus();
  await page.keyboard.press('ArrowDown');
  for (let pages = 0; pages < 40 && !(await onTopic(page, '800 more before it').isVisible()); pages++) {
    await page.keyboard.press('PageDown');
  }
  await expect(onTopic(page, '800 more before it')).toBeVisible();
});

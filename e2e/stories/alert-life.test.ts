import { alertOf } from '@/core/alerts/alert.testing';
import { writeAlert } from '@/session/alerts/alert-line';

import { expect, expectAccessible, passwords, test } from '../fixtures';

// which is away, and so says nothing of its own meanwhile
const battery = 'The battery of the shed door is nearly empty';
const codes = /3 wrong codes were entered at the front door/;

test('an alert passes by itself and comes back with its cause; what one resolves or opens again is so for the other too', async ({
  another,
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const say = (device: string, state: object) =>
    somebody.publishAsync(`zigbee2mqtt/${device}`, JSON.stringify(state), { qos: 1 });
  const both = [gatehouse, another];
  for (const someone of both) {
    await someone.enterAlerts(passwords.owner);
  }

  await say('Shed door', { battery: 3 });
  for (const someone of both) await expect(someone.alertAbout(battery)).toHaveCount(1);
  await gatehouse.alertAbout(battery).getByRole('button', { name: 'Acknowledge' }).press('Enter');
  await expect(another.alertAbout(battery)).toContainText('Acknowledged');
  await say('Shed door', { battery: 95 });
  for (const someone of both) await expect(someone.alertAbout(battery)).toContainText(/Resolved (just now|1 min ago)/);
  await say('Shed door', { battery: 3 });
  for (const someone of both) {
    const again = someone
      .alertAbout(battery)
      .filter({ has: someone.page.getByRole('button', { name: 'Acknowledge' }) });
    await expect(again).toHaveCount(1);
  }

  const now = Date.now();
  for (const secondsAgo of [50, 30, 10]) {
    const last_seen = new Date(now - secondsAgo * 1_000).toISOString();
    await say('Front door', { action: 'unlock_failure_invalid_pin_or_id', last_seen });
  }
  for (const someone of both) await expect(someone.alertAbout(codes)).toHaveCount(1);
  await gatehouse.alertAbout(codes).getByRole('button', { name: 'Mark as resolved' }).press('Enter');
  await expect(another.alertAbout(codes)).toContainText('Resolved');
  await page.getByText(/^Resolved \d+$/).click();
  await expect(gatehouse.alertAbout(codes)).toBeVisible();
  await another.alertAbout(codes).getByRole('button', { name: 'Open again' }).press('Enter');
  await expect(gatehouse.alertAbout(codes)).toBeHidden();
  await page.getByText(/^Open \d+$/).click();
  await expect(gatehouse.alertAbout(codes).getByRole('button', { name: 'Acknowledge' })).toBeVisible();

  await another.alertAbout(codes).getByRole('button', { name: 'What it was' }).press('Enter');
  await another.page.getByRole('menuitem', { name: 'False alarm' }).click();
  await expect(gatehouse.alertAbout(codes)).toContainText('a false alarm');
});

test('of many alerts the first thirty are shown, and "Show more" goes on at the next', async ({
  gatehouse,
  page,
  somebody,
}) => {
  const now = Date.now();
  for (let number = 0; number < 32; number++) {
    const t = now - number * 60_000;
    const title = `Window ${number} says that it was tampered with`;
    const alert = alertOf({
      id: `tamper-${number}`,
      t,
      changedAt: t,
      changes: 1,
      title,
      subject: `${number}`,
      device: null,
    });
    await somebody.publishAsync(`gatehouse/v1/alert/${alert.id}`, writeAlert(alert), { retain: true, qos: 1 });
  }
  await gatehouse.enter('/alerts', passwords.owner);
  await expect(gatehouse.alerts).toHaveCount(30);
  const more = page.getByRole('button', { name: 'Show 2 more' });
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(gatehouse.alerts).toHaveCount(32);
  await expect(more).toHaveCount(0);
  await expect(page.locator(':focus')).toContainText('Window 30 says');
  await expectAccessible(page);
});

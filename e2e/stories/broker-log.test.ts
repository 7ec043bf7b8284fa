import { connectAsync } from 'mqtt';

import { expect, expectAccessible, passwords, test } from '../fixtures';

test.use({ brokerTellsLog: true });

/** Mosquitto 2.0 over WebSockets tells only that a connection ended: so more of them must come. */
const tries = 12;

test('somebody who tries passwords at the broker is told, with what the broker saw and how it can be made to see more', async ({
  broker,
  gatehouse,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await gatehouse.enter('/access/broker', passwords.owner);
  // on a phone the row of pages is longer than the screen
  await expect(page.getByRole('link', { name: 'Broker log' })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 720 });
  const told = page.getByRole('list', { name: 'What the broker tells' }).getByRole('listitem');
  const refused = told.filter({ has: page.getByRole('heading', { name: 'Refused log-ins' }) });
  await expect(refused).toContainText('Not heard yet');

  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Gatehouse logged in once' })).toBeVisible();
  await expect(refused).toContainText('It is told');
  await expect(told.filter({ has: page.getByRole('heading', { name: 'Log-ins', exact: true }) })).toContainText(
    'It is told',
  );
  await expect(page.getByRole('list', { name: 'What to set' })).toContainText('log_dest topic');
  await expectAccessible(page);

  for (let round = 0; round < tries; round++) {
    const guess = { username: 'admin', password: `guess-${round}`, reconnectPeriod: 0 };
    await expect(connectAsync(broker.url, guess)).rejects.toThrow(/authori/i);
  }
  await gatehouse.go('Alerts');
  const alert = gatehouse.alertAbout(/log-ins at your broker were refused|ended before they had logged in/);
  await expect(alert).toBeVisible();
  await expect(alert).toContainText('an old password looks the same');
  await expectAccessible(page);

  await alert.getByRole('link', { name: 'See what the broker tells' }).click();
  await expect(page.getByRole('region', { name: 'Told lately' })).toContainText(
    /was refused|refused, or it said nothing/,
  );
});

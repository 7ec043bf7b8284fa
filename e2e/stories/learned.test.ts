import { livePast, type LivedPast } from '@/cli/past';
import { servePage } from '@/cli/serve-page';

import { dist, expect, expectAccessible, passwords, test, type Story } from '../fixtures';

// three weeks are lived first, which takes a busy machine a minute or two
test.setTimeout(300_000);

/** where pages agree which of them speaks of what was learned */
const speakerTopic = 'gatehouse/v1/alert/observer/learned';
const hourMs = 3_600_000;
/** Whenever the story is told, it is past three at night where this home stands. */
const hoursAhead = ((3 - new Date().getUTCHours() + 12 + 24) % 24) - 12;
const nightZone = `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}`;
test.use({ timezoneId: nightZone });

/** What `--past 21d` teaches and keeps; the simulated household keeps to UTC, and so does its past. */
function livedFor(days: number): Promise<LivedPast> {
  const toldAs = Date.now();
  const until = toldAs + hoursAhead * hourMs;
  return livePast({ seed: 3, devices: 3, cameras: false, days, until, toldAs, zone: 'UTC' });
}

/** The page of a household that has lived for so many days, at its front door. */
async function enterLived(
  { broker, gatehouse, household: { home } }: Pick<Story, 'broker' | 'gatehouse' | 'household'>,
  days: number,
) {
  const login = { url: broker.url, username: 'owner', password: passwords.owner };
  const site = await servePage({ directory: dist, port: 0, demo: { ...login, home, past: await livedFor(days) } });
  await gatehouse.page.goto(site.url);
  await expect(gatehouse.connection).toContainText('Connected');
  await gatehouse.openDevice('Front door');
  return site;
}

test('a home that was heard for five days says that it is learning: of a device, on its chart and in Settings', async ({
  broker,
  household,
  gatehouse,
  somebody,
}) => {
  const site = await enterLived({ broker, gatehouse, household }, 5);
  const health = gatehouse.region('Health');
  await expect(health).toContainText(/Learning, [56] of 14 days/);
  await somebody.publishAsync('zigbee2mqtt/Front door', '{"state":"LOCK","linkquality":120}', { qos: 1 });
  await health.getByRole('combobox', { name: 'What the chart shows' }).selectOption('Signal');
  for (const [range, words] of [
    ['Hour', 'in the last hour'],
    ['Year', 'in the last year'],
  ] as const) {
    await health.getByText(range, { exact: true }).click();
    await expect(health.getByRole('figure', { name: `Signal ${words}` })).toContainText(
      /What is usual is not known yet: learning, [56] of 14 days\./,
    );
  }
  await health.getByText('Show the numbers').click();
  await expect(health.getByRole('columnheader', { name: 'Highest' })).toBeVisible();
  await expect(health.getByRole('columnheader', { name: 'Usually from' })).toBeHidden();
  await gatehouse.go('Settings');
  await expect(gatehouse.region('What is usual')).toContainText(/Learning, [56] of 14 days/);
  await site.close();
});

test('a home that was heard for three weeks knows what is usual, tells what is not, and is taught by a person', async ({
  another,
  broker,
  household,
  gatehouse,
  page,
  somebody,
}) => {
  const site = await enterLived({ broker, gatehouse, household }, 21);
  const door = (state: 'LOCK' | 'UNLOCK') => {
    const told = { state, lock_state: state === 'LOCK' ? 'locked' : 'unlocked', linkquality: 120 };
    return somebody.publishAsync('zigbee2mqtt/Front door', JSON.stringify(told), { qos: 1 });
  };
  const health = gatehouse.region('Health');
  await expect(health).toContainText(/Learned over 2[12] days/);
  await door('LOCK');
  await health.getByRole('combobox', { name: 'What the chart shows' }).selectOption('Signal');
  const figure = health.getByRole('figure', { name: 'Signal in the last hour' });
  await expect(figure).toContainText(
    /shaded band is what is usual: at this hour of (this weekday|working days and of weekends|the day) [\d.]+ to [\d.]+ of 255, as learned over 2[01] days/,
  );
  await health.getByText('Show the numbers').click();
  await expect(health.getByRole('columnheader', { name: 'Usually from' })).toBeVisible();
  await expectAccessible(page);
  await health.getByText('Month').click();
  const month = health.getByRole('figure', { name: 'Signal in the last month' });
  await expect(month).toContainText(/Signal between \d+ and \d+ of 255 in the last month/);
  await health.getByText('Year').click();
  const year = health.getByRole('figure', { name: 'Signal in the last year' });
  await expect.poll(() => year.getByRole('rowheader').count()).toBeGreaterThanOrEqual(21); // a row a day

  await door('UNLOCK');
  await gatehouse.go('Alerts');
  const odd = gatehouse.alertAbout('The front door was unlocked at an unusual hour');
  await expect(odd).toContainText(/Unlocked at 0[34]:\d\d; in 2[01] days never before 0\d:\d\d/);
  await expect(odd).toContainText('Ask who it was. If it was one of you, say so here');
  await odd.getByRole('button', { name: 'What it was' }).press('Enter');
  await page.getByRole('menuitem', { name: 'This was me' }).click();
  await expect(odd).toContainText('this was one of you');

  await door('LOCK');
  await door('UNLOCK');
  // what was told after it has come: the door was heard, and is no news
  await somebody.publishAsync('zigbee2mqtt/Bedroom window', '{"tamper":true}', { qos: 1 });
  await expect(gatehouse.alertAbout('The bedroom window says that somebody tampered with it')).toBeVisible();
  await expect(odd).toHaveCount(1);
  await expect(odd).toContainText('this was one of you');

  await gatehouse.openDevice('Front door');
  await health.getByRole('combobox', { name: 'What the chart shows' }).selectOption('Signal');
  const marked = health.getByRole('list', { name: 'Alerts in this time' });
  const oddMark = marked.getByRole('link', { name: /unlocked at an unusual hour/ });
  await expect(oddMark).toHaveCount(1);
  // a week also shows what a household that lived three weeks did at odd hours of its own
  const address = await oddMark.getAttribute('href');
  for (const [range, drawn] of [
    ['Hour', figure],
    ['Week', health.getByRole('figure', { name: 'Signal in the last week' })],
  ] as const) {
    await health.getByText(range, { exact: true }).click();
    await expect(drawn).toContainText(/shaded band is what is usual/);
    await expect(marked.locator(`a[href="${address}"]`)).toHaveCount(1);
  }

  // of two browsers the one that has learned speaks of it: whoever comes asks, and is answered; when that one leaves, the other does
  const said: { readonly asks?: string; readonly days?: number }[] = [];
  somebody.on('message', (topic, payload) => {
    if (topic === speakerTopic && payload.byteLength > 0) said.push(JSON.parse(payload.toString()));
  });
  const days = () => said.at(-1)?.days;
  await somebody.subscribeAsync(speakerTopic, { qos: 1 });
  await expect.poll(days).toBeGreaterThan(14);
  await another.enterAlerts(passwords.owner);
  await expect.poll(() => said.findIndex(({ asks }) => asks !== undefined)).toBeGreaterThan(0);
  await expect.poll(days).toBeGreaterThan(14);
  await gatehouse.go('Settings');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect.poll(days, { timeout: 30_000 }).toBeLessThan(14);
  await site.close();
});

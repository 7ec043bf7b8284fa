import { expect, expectAccessible, passwords, test } from '../fixtures';

test('smoke in several rooms is one story with what to do, and each room of it is told by itself', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const say = (device: string, smoke = true) =>
    somebody.publishAsync(`zigbee2mqtt/${device}`, JSON.stringify({ smoke, battery: 100 }), { qos: 1 });
  const attic = {
    name: `Attic ${'x'.repeat(300)}`,
    device_class: 'smoke',
    state_topic: 'attic/smoke',
    unique_id: 'attic',
  };
  const found = { ...attic, device: { identifiers: ['attic'], name: attic.name } };
  await somebody.publishAsync('homeassistant/binary_sensor/attic/config', JSON.stringify(found), { retain: true });
  await gatehouse.enter('/', passwords.owner);
  await expect(gatehouse.heading).toContainText('cellar door'); // which has told that it is unlocked
  const toast = gatehouse.region('New alert');
  await say('Kitchen smoke');
  await expect(toast).toContainText('The kitchen smoke reports smoke');
  await say('Hallway smoke');
  await expect(toast).toContainText('The hallway smoke reports smoke');
  await somebody.publishAsync('attic/smoke', 'ON');
  await expect(toast).toContainText(/^The attic x+… reports smoke/);
  // the sensors themselves say so, and nothing is told on top of that
  await expect(gatehouse.heading).toContainText('Smoke in 3 places');
  await expect(gatehouse.region('New incident')).toHaveCount(0);
  const toDo = page.getByRole('list', { name: 'To do' }).getByRole('listitem').filter({ hasText: 'fire brigade' });
  await expect(toDo).toHaveCount(3);
  for (const one of await toDo.all()) expect((await one.boundingBox())?.height).toBeLessThan(250);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Alerts' }).click();
  const story = gatehouse.alertAbout('Danger in your home: 3 sensors report smoke');
  await expect(story.getByRole('list', { name: 'What to do' })).toContainText('Get everybody out first');
  await expect(story).toContainText('Hallway smoke');
  await expect(gatehouse.alertAbout(/smoke/)).toHaveCount(1);
  await somebody.publishAsync('attic/smoke', 'OFF');
  await expect(gatehouse.alertAbout('Danger in your home: 3 sensors reported smoke; 2 still do')).toContainText(
    'Began',
  );
  await say('Kitchen smoke', false);
  await say('Hallway smoke', false);
  const past = gatehouse.alertAbout('Danger in your home: 3 sensors reported smoke; none does any more');
  await expect(past).toContainText('Ended');
  await expect(past.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await expectAccessible(page);
  const [width, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(shown);
});

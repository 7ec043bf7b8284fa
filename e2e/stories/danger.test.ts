import { expect, expectAccessible, passwords, test } from '../fixtures';

test('smoke in several rooms is one story with what to do, and each room of it is told by itself', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  const say = (device: string, smoke = true) =>
    somebody.publishAsync(`${device}/smoke`, smoke ? 'ON' : 'OFF', { qos: 1 });
  // none of those of the household, which go on telling that all is well
  for (const [id, name] of [
    ['pantry', 'Pantry detector'],
    ['landing', 'Landing detector'],
    ['attic', `Attic ${'x'.repeat(300)}`],
  ] as const) {
    const device = { identifiers: [id], name };
    const found = { name, device_class: 'smoke', state_topic: `${id}/smoke`, unique_id: id, device };
    await somebody.publishAsync(`homeassistant/binary_sensor/${id}/config`, JSON.stringify(found), { retain: true });
  }
  await gatehouse.enter('/', passwords.owner);
  await expect(gatehouse.heading).toContainText('cellar door'); // which has told that it is unlocked
  const toast = gatehouse.region('New alert');
  await say('pantry');
  await expect(toast).toContainText('The pantry detector reports smoke');
  await say('landing');
  await expect(toast).toContainText('The landing detector reports smoke');
  await say('attic');
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
  await expect(story).toContainText('Landing detector');
  await expect(gatehouse.alertAbout(/smoke/)).toHaveCount(1);
  await say('attic', false);
  await expect(gatehouse.alertAbout('Danger in your home: 3 sensors reported smoke; 2 still do')).toContainText(
    'Began',
  );
  await say('pantry', false);
  await say('landing', false);
  const past = gatehouse.alertAbout('There was danger in your home: 3 sensors reported smoke; none does any more');
  await expect(past).toContainText('Ended');
  await expect(past.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await expectAccessible(page);
  const [width, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(shown);
});

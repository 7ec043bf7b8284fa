import { expect, expectAccessible, passwords, test, householdDevices } from '../fixtures';

/** with the coordinator */
test('devices appear with their bridge, and change while one looks on', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  const door = gatehouse.row('Front door');
  await expect(door).toContainText('Locked');
  await expect(door).toContainText('Online');
  const window = gatehouse.row('Küche Fenster');
  const topic = 'zigbee2mqtt/Küche Fenster';
  await somebody.publishAsync(topic, '{"contact":false,"battery":63,"linkquality":99}');
  await expect(window).toContainText('Open');
  await expect(window).toContainText('63 %');
  await somebody.publishAsync(topic, '{"contact":true,"battery":62,"linkquality":99}');
  await expect(window).toContainText('Closed');
  await expectAccessible(page);
});

test('a device that joins appears, and one that is removed goes', async ({ gatehouse, household: _, somebody }) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  await gatehouse.row('Bedroom window').focus();
  await somebody.publishAsync('zigbee2mqtt/bridge/request/device/remove', '{"id":"Bedroom window"}');
  await expect(gatehouse.count).toHaveText(`${householdDevices - 1} devices`);
  await expect(gatehouse.row('Cellar door (jams)')).toBeFocused();
  await somebody.publishAsync(
    'zigbee2mqtt/bridge/request/device/rename',
    '{"from":"Kitchen smoke","to":"Above the stove"}',
  );
  await expect(gatehouse.row('Above the stove')).toBeVisible();
});

test('the list is filtered by every word, sorted, and keeps both in its address', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  await page.getByRole('searchbox', { name: 'Filter devices' }).fill('kuche');
  await expect(gatehouse.count).toHaveText(`1 of ${householdDevices} devices`);
  await expect(gatehouse.row('Küche Fenster')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter devices' }).fill('yale lock');
  await expect(gatehouse.row('Front door')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter devices' }).fill('nothing like it');
  await expect(gatehouse.count).toHaveText(`0 of ${householdDevices} devices`);
  await page.getByRole('button', { name: 'Show all devices' }).press('Enter');
  await expect(gatehouse.count).toHaveText(`${householdDevices} devices`);
  await expect(gatehouse.count).toBeFocused();
  await expectAccessible(page);
  const battery = page.getByRole('columnheader', { name: 'Battery' });
  await battery.click();
  await expect(battery).toHaveAttribute('aria-sort', /ascending|descending/);
  await expect(page).toHaveURL(/sort/);

  // a row takes the focus with it when it changes places, and the keys go on from there
  const window = gatehouse.row('Küche Fenster');
  const tell = (percent: number) =>
    somebody.publishAsync('zigbee2mqtt/Küche Fenster', `{"contact":true,"battery":${percent},"linkquality":99}`);
  const place = async () => Number(await window.getAttribute('aria-rowindex'));
  await tell(1);
  await expect(window).toHaveAttribute('aria-rowindex', '2');
  await window.focus();
  await tell(99);
  await expect.poll(place).toBeGreaterThan(5);
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[role="row"]:focus')).toHaveAttribute('aria-rowindex', String((await place()) - 1));
});

test('the page of a device tells its state, health and messages, and nobody’s code', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Front door keypad');
  for (const name of ['State', 'Health', 'Firmware', 'Activity', 'Access', 'Messages']) {
    await expect(gatehouse.region(name)).toBeVisible();
  }
  await somebody.publishAsync(
    'zigbee2mqtt/Front door keypad',
    '{"action":"disarm","action_code":"739155","battery":87}',
  );
  await expect(gatehouse.region('Activity')).toContainText('The alarm was disarmed');
  await expect(gatehouse.region('Messages')).toContainText('•••');
  // what a mouse finds above the words in the list stands here for everybody
  await expect(gatehouse.region('Health')).toContainText(/link quality \d+ of 255/);
  await expect(gatehouse.region('Health')).toContainText(/just now \([\d:]+\)/);
  await expect(gatehouse.region('Access')).toContainText(/in clear/);
  await expect(gatehouse.region('What it can do')).toContainText('When a code is entered');
  expect(await page.content()).not.toContain('739155');
  await expectAccessible(page);
});

test('the bridge is asked whether it is well', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Coordinator');
  await page.getByRole('button', { name: 'Check the bridge' }).click();
  await expect(gatehouse.region('Health')).toContainText(/is well/i);
});

test('an address of a device that is not there says so', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/devices/ieee:0xffff', passwords.owner);
  await expect(gatehouse.heading).toContainText(/not here|no such|not found|not known/i);
  await expectAccessible(page);
});

test('what only the broker remembers is asked for, and who pressed reads on at the state when it comes', async ({
  gatehouse,
  page,
  somebody,
}) => {
  const retain = { retain: true, qos: 1 } as const;
  const onOff = { type: 'binary', property: 'state', name: 'state', access: 7, value_on: 'ON', value_off: 'OFF' };
  const definition = {
    vendor: 'Innr',
    model: 'SP 240',
    description: 'Plug',
    exposes: [{ type: 'switch', features: [onOff] }],
  };
  const lamp = { ieee_address: '0x00158d0000000002', type: 'Router', friendly_name: 'Lamp', definition };
  await somebody.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify([lamp]), retain);
  await somebody.publishAsync('zigbee2mqtt/Lamp', '{"state":"OFF"}', retain);
  const asked: string[] = [];
  await somebody.subscribeAsync('zigbee2mqtt/Lamp/get');
  somebody.on('message', (_, payload) => void asked.push(payload.toString()));
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Lamp');
  const state = gatehouse.region('State');
  await expect(state).toContainText('Last known, from the broker’s memory');
  const ask = state.getByRole('button', { name: 'Ask for its state' });
  await ask.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => asked).toEqual(['{"state":""}']);
  await expectAccessible(page);
  await somebody.publishAsync('zigbee2mqtt/Lamp', '{"state":"ON"}');
  await expect(state.getByRole('status', { name: 'Device state' })).toHaveText('On');
  await expect(ask).toHaveCount(0);
  await expect(state).toBeFocused();
});

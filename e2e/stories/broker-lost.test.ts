import { expect, expectAccessible, passwords, test } from '../fixtures';

test('a broker that dies and comes back: the page says so, recovers, and shows what changed meanwhile', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.row('Front door')).toContainText('Locked');
  await broker.kill();
  await expect(gatehouse.connection).toContainText('Reconnecting');
  await expect(page.getByText(/last known/i)).toBeVisible();
  await expect(gatehouse.row('Front door')).toContainText('Locked');
  await expectAccessible(page);
  await broker.restart();
  await expect(gatehouse.connection).toContainText('Connected', { timeout: 45_000 });
  await expect(page.getByText(/last known/i)).toBeHidden();
});

test('what the bridge retained while nobody listened is seen after the return', async ({
  broker,
  gatehouse,
  somebody,
  page,
}) => {
  const devices = [
    { ieee_address: '0x00124b00000000f0', type: 'Coordinator', friendly_name: 'Coordinator', definition: null },
    { ieee_address: '0x00124b00000000f1', type: 'EndDevice', friendly_name: 'Attic sensor', definition: null },
  ];
  const retain = { retain: true, qos: 1 } as const;
  // Chromium's offline switch reaches a Worker of the page, but not a SharedWorker
  await page.addInitScript('delete window.SharedWorker');
  await somebody.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(devices), retain);
  await somebody.publishAsync('zigbee2mqtt/Attic sensor/availability', '{"state":"online"}', retain);
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.row('Attic sensor')).toContainText(/online/i);
  await broker.kill();
  await expect(gatehouse.connection).toContainText('Reconnecting');
  // so that the page is not back before what it has missed was said
  await page.context().setOffline(true);
  await broker.restart();
  await expect(async () => {
    await somebody.publishAsync('zigbee2mqtt/Attic sensor/availability', '{"state":"offline"}', retain);
  }).toPass();
  await page.context().setOffline(false);
  await expect(gatehouse.connection).toContainText('Connected', { timeout: 45_000 });
  await expect(gatehouse.row('Attic sensor')).toContainText('Offline');
});

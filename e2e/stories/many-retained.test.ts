import { expect, expectAccessible, passwords, test } from '../fixtures';

const homeSize = 1_250;

/** A building whose bridge retains 2,500 messages: an availability and, with the device option `retain`, a state each. */
test('2,500 retained messages arrive, every one of them', async ({ gatehouse, somebody, page }) => {
  test.setTimeout(120_000);
  const retain = { retain: true, qos: 1 } as const;
  const exposes = [
    { type: 'binary', property: 'contact', name: 'contact', access: 1, value_on: false, value_off: true },
    { type: 'numeric', property: 'battery', name: 'battery', access: 1, unit: '%' },
  ];
  const definition = { vendor: 'Aqara', model: 'MCCGQ11LM', description: 'Contact', exposes };
  const devices = Array.from({ length: homeSize }, (_, n) => ({
    ieee_address: `0x00158d00${n.toString(16).padStart(8, '0')}`,
    type: 'EndDevice',
    friendly_name: `Window ${n}`,
    power_source: 'Battery',
    definition,
  }));
  await somebody.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/info', '{"config":{"availability":{"enabled":true}}}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(devices), retain);
  await Promise.all(
    devices.flatMap(({ friendly_name: name }, n) => [
      somebody.publishAsync(`zigbee2mqtt/${name}/availability`, '{"state":"online"}', retain),
      somebody.publishAsync(`zigbee2mqtt/${name}`, JSON.stringify({ contact: true, battery: 1 + (n % 100) }), retain),
    ]),
  );
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText('1250 devices');
  const filter = page.getByRole('searchbox', { name: 'Filter devices' });
  for (const n of [0, 622, 1_249]) {
    await filter.fill(`Window ${n}`);
    const row = gatehouse.row(`Window ${n}`);
    await expect(row).toContainText('Closed', { timeout: 60_000 });
    await expect(row).toContainText(`${1 + (n % 100)} %`);
  }
  await filter.fill('not told');
  await expect(gatehouse.count).toHaveText('0 of 1250 devices', { timeout: 60_000 });
  await expect(page.getByText(/withheld/i)).toHaveCount(0);
  await expectAccessible(page);
});

/** Availability that never comes, as where a broker keeps back what is beyond its limit. */
test('what the broker withheld is named, with the line that cures it', async ({ gatehouse, somebody, page }) => {
  const retain = { retain: true, qos: 1 } as const;
  const device = { ieee_address: '0x00158d0000000001', type: 'EndDevice', friendly_name: 'Attic', definition: null };
  await somebody.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/info', '{"config":{"availability":{"enabled":true}}}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify([device]), retain);
  await gatehouse.enter('/devices', passwords.owner);
  await expect(page.getByText(/max_queued_messages 0/)).toBeVisible();
  await expectAccessible(page);
});

import type { MqttClient } from 'mqtt';

import { expect, expectAccessible, passwords, test } from '../fixtures';

/** The address of a device, as the bridge tells it to whoever asks. */
async function addressOf(somebody: MqttClient, name: string): Promise<string> {
  const told = new Promise<string>((resolve) => somebody.once('message', (_, payload) => resolve(String(payload))));
  await somebody.subscribeAsync('zigbee2mqtt/bridge/devices');
  const devices = JSON.parse(await told) as readonly { friendly_name: string; ieee_address: string }[];
  const found = devices.find((device) => device.friendly_name === name);
  if (found === undefined) throw new Error(`The bridge knows no ${name}`);
  return found.ieee_address;
}

test('a door of which two programs say different things is told so in words', async ({
  gatehouse,
  household: _,
  somebody,
}) => {
  const ieee = await addressOf(somebody, 'Front door');
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Front door');
  const voices = gatehouse.region('Voices');
  await expect(voices).toContainText('Zigbee2MQTT alone speaks for it');

  const config = {
    name: null,
    unique_id: `${ieee}_elsewhere`,
    state_topic: 'elsewhere/front-door',
    command_topic: 'elsewhere/front-door/set',
    device: { identifiers: [`zigbee2mqtt_${ieee}`], name: 'Lock in the hall' },
  };
  await somebody.publishAsync(`homeassistant/lock/${ieee}/elsewhere/config`, JSON.stringify(config), { retain: true });
  await expect(voices.getByRole('listitem').filter({ hasText: 'Home Assistant discovery' })).toContainText(
    'calls it Lock in the hall',
  );
  const differences = voices.getByRole('list', { name: 'Where they differ' });
  // the page listens to the new topic a moment after it was announced
  await expect(async () => {
    await somebody.publishAsync('elsewhere/front-door', 'UNLOCKED');
    await expect(differences).toHaveText(/Zigbee2MQTT says locked, Home Assistant discovery says unlocked\./, {
      timeout: 1_000,
    });
  }).toPass();
  await expectAccessible(gatehouse.page);

  await somebody.publishAsync('elsewhere/front-door', 'LOCKED');
  await expect(differences).toBeHidden();
});

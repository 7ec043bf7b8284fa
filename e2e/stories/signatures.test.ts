import type { MqttClient } from 'mqtt';

import { expect, expectAccessible, passwords, test } from '../fixtures';

test.use({ cameras: true });
// the camera speaks for itself, every few seconds of real time
test.describe.configure({ timeout: 120_000 });

const topic = (what: string) => `gatehouse/v1/device/drive-camera/${what}`;

/** The next thing that the camera says itself, as it stands on the wire. */
async function overhear(somebody: MqttClient): Promise<Buffer> {
  const heard = new Promise<Buffer>((resolve) => somebody.once('message', (_, payload) => resolve(payload)));
  await somebody.subscribeAsync(topic('telemetry'));
  return heard;
}

test('what a camera did not sign is not believed, nor what it said before, and the page says why', async ({
  gatehouse,
  household: _,
  page,
  somebody,
}) => {
  await gatehouse.enter('/devices', passwords.owner);
  await gatehouse.openDevice('Drive camera');
  const access = gatehouse.region('Access');
  await expect(access).toContainText('Its words are signed with the key that it had from the first time on.');
  await expect(access).toContainText('Last signed: just now', { timeout: 15_000 });

  const signed = await overhear(somebody);
  expect(signed.toString()).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
  const forged = { at: Date.now(), tamper: true, viewers: 7, motion: true };
  await somebody.publishAsync(topic('telemetry'), JSON.stringify(forged), { qos: 1 });
  await expect(access).toContainText('One message was refused.');
  await expect(access).toContainText('It has no signature, though the device signs all that it says.');
  await expect(gatehouse.region('State')).not.toContainText('7 viewers');
  await expectAccessible(page);

  // twice more a broken connection could explain, and no more often
  for (let times = 0; times < 3; times++) await somebody.publishAsync(topic('telemetry'), signed, { qos: 1 });
  await gatehouse.go('Alerts');
  const incident = gatehouse.alertAbout('Somebody may be speaking in the name of a device');
  await incident.getByRole('button', { name: 'Show what was seen', expanded: false }).press('Enter');
  for (const title of [
    /Somebody spoke in the name of the drive camera/,
    /played back an old message of the drive camera/,
  ])
    await expect(incident.getByRole('heading', { name: title })).toBeVisible();
  await expect(gatehouse.alertAbout(/tampered with/)).toHaveCount(0);
});

import type { MqttClient } from 'mqtt';

import { expect } from './fixtures';
import type { Gatehouse } from './pages/gatehouse';

/** A lock that somebody built, in words of his own; its code stands beside its state, as it should not. */
export async function buildLock(client: MqttClient): Promise<void> {
  const say = (bolt: string) =>
    client.publishAsync('shed/lock', JSON.stringify({ bolt, volts: 3.1, cell: { left: 81 }, pin: '739155' }), {
      retain: true,
    });
  client.on('message', (topic, payload) => {
    if (topic === 'shed/lock/set') void say(payload.toString() === 'GO IN' ? 'LCK' : 'OPN');
  });
  await client.subscribeAsync('shed/lock/set');
  await say('LCK');
}

export async function describeLock({ page }: Gatehouse): Promise<void> {
  await page.getByRole('button', { name: 'Say what it is: shed/lock' }).click();
  const dialog = page.getByRole('dialog', { name: 'Say what it is' });
  await dialog.getByLabel('What is it?').selectOption('Lock');
  await dialog.getByLabel('Name').fill('Barn door');
  await dialog.getByLabel('Room').fill('Garden');
  await dialog.getByRole('radio', { name: 'bolt LCK' }).check();
  const preview = dialog.getByRole('status', { name: 'Preview of The bolt' });
  await expect(preview).toHaveText(/unknown/);
  await dialog.getByLabel('It means “Locked” when it is').fill('LCK');
  await dialog.getByLabel('It means “Unlocked” when it is').fill('OPN');
  await expect(preview).toHaveText('Now: Locked');
}

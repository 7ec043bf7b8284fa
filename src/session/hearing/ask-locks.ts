import type { Broker } from '@/broker/broker';

import type { Pipeline } from './pipeline';

/**
 * Asks every lock whose state nobody has told us live: Zigbee2MQTT does not retain states, so whoever connects later
 * would see a lock without one until it is next used (CONVENTIONS.md 11.1). One after the other, each when the broker
 * has taken the last; sensors are left to sleep.
 */
export async function askLocks(
  broker: Pick<Broker, 'publish'>,
  pipeline: Pipeline,
  mayGoOn: () => boolean,
): Promise<void> {
  for (const device of pipeline.home.devices.values()) {
    if (!device.capabilities.includes('lock') || device.disabled || device.state.lock?.retained === false) continue;
    for (const voice of device.voices) {
      for (const reader of pipeline.readers) {
        for (const message of reader.encode(voice, { type: 'refresh' }) ?? []) {
          if (!mayGoOn()) return;
          const { outcome } = await broker.publish(message);
          if (outcome !== 'sent') return;
        }
      }
    }
  }
}

import type { Broker } from '@/broker/broker';

import type { Pipeline } from './pipeline';

/**
 * Lets devices of which only a topic is known say who they are: a Shelly retains nothing but that it is online, Tasmota
 * only that and its announcement. One question after the other, each when the broker has taken the last.
 */
export async function introduce(
  broker: Pick<Broker, 'publish'>,
  { readers }: Pipeline,
  mayGoOn: () => boolean,
): Promise<void> {
  for (const reader of readers) {
    for (const question of reader.introductions?.() ?? []) {
      if (!mayGoOn()) return;
      await broker.publish(question); // who may not ask will hear it when the device next speaks
    }
  }
}

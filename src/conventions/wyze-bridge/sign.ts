import type { Message } from '@/core/message';

import type { Sign } from '../convention';
import { discoveryLinkOf, type DiscoveryLink } from '../discovery-link';

/** The bridge's own state; many programs have such a topic, so only a name or Home Assistant's discovery makes it one. */
const filter = '+/state';
const announcement = /^(?=[^/]*wyze)([^/]*)\/state$/i;

export const wyzeBridgeSign: Sign = {
  name: 'wyze-bridge',
  filters: [filter],
  isIn: (message) => baseAnnouncedBy(message.topic) !== null || linkIn(message) !== null,
};

export function baseAnnouncedBy(topic: string): string | null {
  return topic.endsWith('/state') ? (announcement.exec(topic)?.[1] ?? null) : null;
}

/** Home Assistant's discovery of a camera. */
export function linkIn(message: Message): (DiscoveryLink & { readonly topic: string }) | null {
  const link = discoveryLinkOf(message);
  const topic = link?.topics.find((one) => /^[^/]+(?:\/[^/]+)?\/[^/]+\/\w+(?:\/set)?$/.test(one));
  if (link === null || topic === undefined || link.vendor !== 'Wyze' || topic.startsWith('$')) return null;
  return { ...link, topic };
}

import type { Message } from '@/core/message';

import type { Sign } from '../convention';
import { discoveryLinkOf, type DiscoveryLink } from '../discovery-link';

/** Each hub keeps one such topic, its last will. */
const filters = ['+/maintenance/mqttConnectionState', '+/+/maintenance/mqttConnectionState'] as const;
const announcement = '/maintenance/mqttConnectionState';

export const nukiHubSign: Sign = {
  name: 'nuki-hub',
  filters,
  isIn: (message) => message.topic.endsWith(announcement) || linkIn(message) !== null,
};

/** The base of the hub whose will this topic is; null: it is none. */
export function baseAnnouncedBy(topic: string): string | null {
  const isOurs = topic.endsWith(announcement) && !topic.startsWith('$');
  return isOurs && topic.length > announcement.length ? topic.slice(0, -announcement.length) : null;
}

/** Home Assistant's discovery of a lock or a hub. */
export function linkIn(message: Message): (DiscoveryLink & { readonly topic: string }) | null {
  const link = discoveryLinkOf(message);
  const [topic] = link?.topics ?? [];
  if (link === null || topic === undefined || !link.ids.some((id) => /^nuki_/i.test(id))) return null;
  return { ...link, topic };
}

import type { Sign } from '../convention';
import { discoveryLinkOf, type DiscoveryLink } from '../discovery-link';

/**
 * The service's own availability (3.x), and the cameras' of the first version, whose base was fixed. Other bridges of the
 * same family have a service too, so a name or Home Assistant's discovery tells which one it is.
 */
const filters = ['+/service/availability', 'amcrest2mqtt/+/status'] as const;
const announcement = /^(?=[^/]*amcrest)([^/]*)\/(?:service\/availability|[^/]+\/status)$/i;

export const amcrest2mqttSign: Sign = {
  name: 'amcrest2mqtt',
  filters,
  isIn(message) {
    if (baseAnnouncedBy(message.topic) !== null) return true;
    const link = discoveryLinkOf(message);
    return link !== null && baseLinkedBy(link) !== null;
  },
};

export function baseAnnouncedBy(topic: string): string | null {
  if (!topic.endsWith('/availability') && !topic.endsWith('/status')) return null;
  return announcement.exec(topic)?.[1] ?? null;
}

/** The base of a bridge that announces this camera to Home Assistant; null: it is another program's. */
export function baseLinkedBy({ topics: [topic], vendor, ids }: DiscoveryLink): string | null {
  const isOurs = vendor === 'Amcrest' || ids.some((id) => /^amcrest2mqtt/i.test(id));
  return isOurs && topic !== undefined ? (/^([^/$]+)\/[^/]+\/[^/]+/.exec(topic)?.[1] ?? null) : null;
}

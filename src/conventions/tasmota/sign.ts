import type { Sign } from '../convention';
import { discoveryLinkOf } from '../discovery-link';

/**
 * Devices that announce themselves, and the last wills of those that do not: `tele/lamp/LWT`, `lamp/tele/LWT`,
 * `home/tele/lamp/LWT`. A will is the one message that each Tasmota retains.
 */
const filters = ['tasmota/discovery/+/config', 'tasmota/discovery/+/sensors', '+/+/LWT', '+/+/+/LWT'] as const;
const names = /^(?:LWT|STATE|SENSOR|INFO[1-3]|RESULT|POWER\d{0,2}|STATUS\d{0,2}|UPGRADE|DEEPSLEEP)$/;
const announcement = /^tasmota\/discovery\/([0-9A-Fa-f]{6,16})\/(config|sensors)$/;
/** Its own outputs and status. Who else is heard through it, as a radio bridge's sensors are, stands on `RESULT` and `SENSOR`. */
const ownTopic = /^(.+)\/(?:STATE|HASS_STATE|POWER\d{0,2})$/;

export const tasmotaSign: Sign = {
  name: 'tasmota',
  filters,
  isIn(message) {
    const { topic } = message;
    if (announcedIn(topic) !== null) return true;
    if (topic.endsWith('/config')) return headsLinkedIn(discoveryLinkOf(message)?.topics ?? []).length > 0;
    return endsAsOurs(topic) && isMessageName(topic.slice(topic.lastIndexOf('/') + 1));
  },
};

/** The id of the device and what is announced of it; null: no such topic. */
export function announcedIn(topic: string): { readonly id: string; readonly what: 'config' | 'sensors' } | null {
  const [, id, what] = announcement.exec(topic) ?? [];
  return id === undefined ? null : { id: id.toLowerCase(), what: what === 'config' ? 'config' : 'sensors' };
}

/** Is `name`, the last level of a topic, one of Tasmota's messages of which something is read? */
export function isMessageName(name: string): boolean {
  return names.test(name);
}

/** Tasmota's messages end in a capital or a digit: the rest is somebody else's. */
export function endsAsOurs(topic: string): boolean {
  const last = topic.charCodeAt(topic.length - 1);
  return (last >= 0x30 && last <= 0x39) || (last >= 0x41 && last <= 0x5a);
}

/** All but the last level of those topics that are a device's own. */
export function headsLinkedIn(topics: readonly string[]): readonly string[] {
  return topics.flatMap((topic) => ownTopic.exec(topic)?.[1] ?? []);
}
